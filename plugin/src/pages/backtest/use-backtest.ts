import { useEffect, useState } from 'react';
import { t } from '@grafana/i18n';
import type { BacktestRequest, BacktestResult } from '../../shared/api/contract';
import { isAbort } from '../../shared/api/api-error';
import { errorSentence, troubleSentence } from '../../shared/api/errors';
import { useHost } from '../host';

export interface BacktestState {
  /** The newest result; it may be of the settings before, while `running`. */
  readonly result: BacktestResult | null;
  readonly running: { readonly doing: string; readonly progress: number } | null;
  readonly error: string | null;
}

/** A slider on its way must not start one at every stop. */
const SETTLES_MS = 400;
const ASK_AGAIN_MS = 250;

const DOING = {
  waiting: () => t('try.waiting', 'Waiting for its turn'),
  pulling: () => t('try.pulling', 'Asking Prometheus for its history'),
  scoring: () => t('try.scoring', 'Scoring it'),
} as const;

const NOTHING_YET: BacktestState = { result: null, running: null, error: null };

/**
 * Tries what is asked for, once the person has stopped turning; what was asked before is cancelled. Null asks for nothing.
 */
export function useBacktest(request: BacktestRequest | null): BacktestState {
  const { api } = useHost();
  const [state, setState] = useState(NOTHING_YET);
  const key = request === null ? null : JSON.stringify(request);

  useEffect(() => {
    if (key === null) {
      return undefined;
    }
    const abort = new AbortController();
    let running: string | null = null;
    const run = async () => {
      setState(({ result }) => ({ result, error: null, running: { doing: DOING.waiting(), progress: 0 } }));
      let now = await api.startBacktest(JSON.parse(key) as BacktestRequest, abort.signal);
      running = now.id;
      while (now.state === 'waiting' || now.state === 'pulling' || now.state === 'scoring') {
        const { state: doing, progress } = now;
        setState(({ result }) => ({ result, error: null, running: { doing: DOING[doing](), progress } }));
        await pause(ASK_AGAIN_MS, abort.signal);
        now = await api.backtest(now.id, abort.signal);
      }
      running = null;
      setState({
        result: now.result,
        running: null,
        error: now.error === null ? null : troubleSentence(now.error),
      });
    };
    const timer = setTimeout(
      () =>
        void run().catch((error: unknown) => {
          if (!abort.signal.aborted && !isAbort(error)) {
            setState({ result: null, running: null, error: errorSentence(error) });
          }
        }),
      SETTLES_MS,
    );
    return () => {
      clearTimeout(timer);
      abort.abort();
      if (running !== null) {
        // Nobody waits for it any more; whether that reaches Tidemark changes nothing here.
        api.cancelBacktest(running).catch(() => undefined);
      }
    };
  }, [api, key]);
  return key === null ? NOTHING_YET : state;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
}
