/** How visitors come; the rhythm of day and week is underneath. */
export interface Visiting {
  /** People: times the rhythm's rate. */
  readonly rateFactor: number;
  /** Bots come day and night alike, on top of people. */
  readonly botsPerSecond: number;
}

export const USUAL_VISITING: Visiting = { rateFactor: 1, botsPerSecond: 0 };
