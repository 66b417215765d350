import type { Routes } from '../../api-context.ts';
import { incidentDetailRoute } from './detail.ts';
import { incidentsRoute } from './list.ts';
import { incidentRoute } from './one.ts';
import { verdictRoute, verdictsRoute } from './verdicts.ts';

export const INCIDENT_ROUTES: readonly Routes[] = [
  incidentsRoute,
  incidentRoute,
  incidentDetailRoute,
  verdictRoute,
  verdictsRoute,
];
