import { createContext, useContext } from 'react';
import type { TimeZone } from '@grafana/data';
import type { AlertRuleOutcome, AlertRuleRequest } from '../grafana/create-alert-rule';
import type { PanelTime } from '../grafana/panel-address';
import type { NotesAnswer } from '../grafana/read-notes';
import type { OverlayOutcome, PanelRef } from '../grafana/save-overlay';
import type { TidemarkApi } from '../shared/api/client';
import type { Place } from './place';

/** Where to go: what is left out is empty, so that one page's parameters do not follow to another. */
export type Destination = Pick<Place, 'page'> & Partial<Place>;

/** What the pages need of whatever holds them: Grafana, or the workbench. */
export interface Host {
  readonly api: TidemarkApi;
  readonly place: Place;
  /** Adds an entry to the browser's history; `replace` changes the one there is. */
  readonly go: (to: Destination, how?: { replace: boolean }) => void;
  readonly href: (to: Destination) => string;
  readonly timeZone: TimeZone;
  /** Whose word a verdict is; empty where nobody is known. */
  readonly userName: string;
  /** May give verdicts and make watches. What is shown goes by it; what is allowed, Grafana's proxy decides. */
  readonly canEdit: boolean;
  /** Null in the workbench. */
  readonly grafana: GrafanaHost | null;
}

/** What only Grafana can do. */
export interface GrafanaHost {
  readonly isAdmin: boolean;
  readonly datasource: { readonly uid: string; readonly name: string; readonly settingsHref: string };
  /** Of the likeliest Prometheus datasource; null: there is none. */
  readonly prometheusUid: string | null;
  readonly saveOverlay: (panel: PanelRef, watch: string) => Promise<OverlayOutcome>;
  readonly createAlertRule: (
    request: Omit<AlertRuleRequest, 'prometheusUids'> & { readonly likelyPrometheusUid: string },
  ) => Promise<AlertRuleOutcome>;
  /** A watch's panel, at the time of what is looked at. */
  readonly panelHref: (what: PanelTime) => string;
  /** What was noted in Grafana (deployments, maintenance) in a time. */
  readonly readNotes: (range: { readonly fromMs: number; readonly toMs: number }) => Promise<NotesAnswer>;
  /** A dashboard, at a time. */
  readonly dashboardHref: (uid: string, range: { readonly fromMs: number; readonly toMs: number }) => string;
  readonly openDashboard: (panel: PanelRef) => void;
  /** Grafana's own editor, from which its back button leads here. */
  readonly openAlertRule: (uid: string) => void;
}

const HostContext = createContext<Host | null>(null);

export const HostProvider = HostContext.Provider;

export function useHost(): Host {
  const host = useContext(HostContext);
  if (host === null) {
    throw new Error('The pages of Tidemark need a HostProvider around them.');
  }
  return host;
}
