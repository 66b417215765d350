import React, { useMemo, useSyncExternalStore } from 'react';
import { css } from '@emotion/css';
import { createTheme, ThemeContext, type GrafanaTheme2 } from '@grafana/data';
import { GlobalStyles, PortalContainer, useStyles2 } from '@grafana/ui';
import type { TidemarkApi } from '../../src/shared/api/client';
import { useWorkspace } from '../../src/shared/workspace/use-workspace';
import { Workspace } from '../../src/shared/workspace/Workspace';
import { TokenForm } from './TokenForm';
import type { TokenGate } from './token-gate';
import { TroubleBar } from './TroubleBar';
import type { TroublesApi } from './troubles-api';
import { useColorMode, type ColorMode } from './use-color-mode';
import { useUrlState } from './use-url-state';
import { WorkbenchHeader } from './WorkbenchHeader';

export interface WorkbenchProps {
  readonly api: TidemarkApi;
  readonly troubles: TroublesApi;
  readonly gate: TokenGate;
}

/** The plugin's workspace in a page of its own: what Grafana provides around it, and nothing more. */
export function Workbench(props: WorkbenchProps) {
  const [mode, setMode] = useColorMode();
  const theme = useMemo(() => createTheme({ colors: { mode } }), [mode]);
  return (
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      <Page {...props} mode={mode} onMode={setMode} />
      <PortalContainer />
    </ThemeContext.Provider>
  );
}

interface PageProps extends WorkbenchProps {
  readonly mode: ColorMode;
  readonly onMode: (mode: ColorMode) => void;
}

function Page({ api, troubles, gate, mode, onMode }: PageProps) {
  const styles = useStyles2(getStyles);
  const [state, change] = useUrlState();
  const workspace = useWorkspace(api, state);
  const tokenWanted = useSyncExternalStore(gate.subscribe, gate.wanted);
  return (
    <div className={styles.page}>
      <WorkbenchHeader workspace={workspace} mode={mode} onMode={onMode} />
      <main className={styles.main}>
        {tokenWanted ? (
          <TokenForm onToken={gate.give} />
        ) : (
          <>
            <TroubleBar troubles={troubles} />
            <Workspace workspace={workspace} state={state} timeZone="browser" onChange={change} />
          </>
        )}
      </main>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ minHeight: '100vh', background: theme.colors.background.canvas, color: theme.colors.text.primary }),
  main: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    maxWidth: theme.spacing(200),
    margin: '0 auto',
    padding: theme.spacing(2),
  }),
});
