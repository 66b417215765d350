import './public-path';
import React, { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createTidemarkApi } from '../../src/shared/api/client';
import { createFetchTransport } from '../../src/shared/api/fetch-transport';
import { createTroublesApi } from './troubles-api';
import { Workbench } from './Workbench';

const root = document.getElementById('root');
if (root === null) {
  throw new Error('index.html has lost its #root');
}
const transport = createFetchTransport({ baseUrl: '', fetch: (...request) => fetch(...request) });
createRoot(root).render(
  <StrictMode>
    <Workbench api={createTidemarkApi(transport)} troubles={createTroublesApi(transport)} />
  </StrictMode>,
);
