import './public-path';
import React, { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createTidemarkApi } from '../../src/shared/api/client';
import { createFetchTransport } from '../../src/shared/api/fetch-transport';
import { createTokenGate, throughGate } from './token-gate';
import { createTroublesApi } from './troubles-api';
import { Workbench } from './Workbench';

const root = document.getElementById('root');
if (root === null) {
  throw new Error('index.html has lost its #root');
}
const gate = createTokenGate();
const transport = throughGate(
  createFetchTransport({ baseUrl: '', fetch: (...request) => fetch(...request), token: gate.token }),
  gate,
);
createRoot(root).render(
  <StrictMode>
    <Workbench api={createTidemarkApi(transport)} troubles={createTroublesApi(transport)} gate={gate} />
  </StrictMode>,
);
