import React, { useMemo, useSyncExternalStore } from 'react';
import { css } from '@emotion/css';
import { createTheme, ThemeContext, type GrafanaTheme2 } from '@grafana/data';
import { GlobalStyles, PortalContainer, useStyles2 } from '@grafana/ui';
import type { TidemarkApi } from '../../src/shared/api/client';
import { AppPages } from '../../src/pages/AppPages';
import { HostProvider, type Host } from '../../src/pages/host';
import { TokenForm } from './TokenForm';
import type { TokenGate } from './token-gate';
import { TroubleBar } from './TroubleBar';
import type { TroublesApi } from './troubles-api';
import { useColorMode, type ColorMode } from './use-color-mode';
import { useBrowserPlace } from './use-browser-place';
import { WorkbenchHeader } from './WorkbenchHeader';
import { WorkbenchNav } from './WorkbenchNav';

export interface WorkbenchProps {
  readonly api: TidemarkApi;
  readonly troubles: TroublesApi;
  readonly gate: TokenGate;
}

/** The plugin's pages in a page of their own: what Grafana provides around it, and nothing more. */
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
  const where = useBrowserPlace();
  const tokenWanted = useSyncExternalStore(gate.subscribe, gate.wanted);
  // Who has the token may do what the token may.
  const host: Host = { api, ...where, timeZone: 'browser', userName: '', canEdit: true, grafana: null };
  return (
    <HostProvider value={host}>
      <div className={styles.page}>
        <WorkbenchHeader mode={mode} onMode={onMode} />
        <main className={styles.main}>
          {tokenWanted ? (
            <TokenForm onToken={gate.give} />
          ) : (
            <>
              <TroubleBar troubles={troubles} />
              <WorkbenchNav />
              <AppPages />
            </>
          )}
        </main>
      </div>
    </HostProvider>
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
