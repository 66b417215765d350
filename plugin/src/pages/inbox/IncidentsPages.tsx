import React from 'react';
import { useHost } from '../host';
import { IncidentPage } from '../incident/IncidentPage';
import { InboxPage } from './InboxPage';

/** The inbox, or the one incident that the address names. */
export default function IncidentsPages() {
  const { id } = useHost().place;
  return id === null ? <InboxPage /> : <IncidentPage key={id} id={id} />;
}
