import React from 'react';
import { afterEach, describe, expect, it } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import { aWatch } from '../test-support/fixtures';
import { fakeApi } from '../test-support/fake-api';
import GrafanaApp from './GrafanaApp';

const mockGetList = jest.fn();
const mockGet = jest.fn();
let mockSearch = '';
let mockPage = 'explore';
const mockReplace = jest.fn();
jest.mock('@grafana/runtime', () => ({
  config: { appSubUrl: '/grafana', bootData: { user: { timezone: 'utc', orgRole: 'Viewer' } } },
  getDataSourceSrv: () => ({ getList: mockGetList, get: mockGet }),
  locationService: {
    getLocation: () => ({ pathname: `/a/tidemark-anomaly-app/${mockPage}`, search: mockSearch }),
    replace: (path: string) => mockReplace(path),
    getHistory: () => ({ listen: () => () => undefined }),
  },
  PluginPage: ({ actions, children, renderTitle }: Record<string, unknown>) => (
    <main>
      {(renderTitle as () => React.ReactNode)()}
      {actions as React.ReactNode}
      {children as React.ReactNode}
    </main>
  ),
}));

const BUILT_IN = { uid: 'grafana', name: '-- Grafana --', type: 'datasource' };
const TIDEMARK = { uid: 'tm', name: 'Tidemark', type: 'tidemark-anomaly-datasource' };

function waitingApi() {
  const api = fakeApi();
  api.watches.mockResolvedValue({ watches: [aWatch({ seriesCount: 0, lastStepMs: null })] });
  api.series.mockResolvedValue({ series: [], total: 0 });
  return api;
}

describe('GrafanaApp', () => {
  afterEach(() => {
    jest.resetAllMocks();
    mockSearch = '';
    mockPage = 'explore';
  });

  it('reads through the Tidemark datasource', async () => {
    mockGetList.mockReturnValue([TIDEMARK, BUILT_IN]);
    mockGet.mockResolvedValue({ name: 'Tidemark', api: waitingApi() });
    render(<GrafanaApp />);

    expect(await screen.findByTestId('tidemark-waiting')).toBeInTheDocument();
    expect(mockGet).toHaveBeenCalledWith('tm');
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Explore');
    expect(screen.queryByRole('combobox')).not.toBeInTheDocument();
  });

  it('lets one of several be chosen, the default one first', async () => {
    mockGetList.mockReturnValue([TIDEMARK, { ...TIDEMARK, uid: 'eu', name: 'Tidemark EU', isDefault: true }]);
    mockGet.mockResolvedValue({ name: 'Tidemark EU', api: waitingApi() });
    render(<GrafanaApp />);

    expect(await screen.findByRole('combobox')).toHaveValue('Tidemark EU');
    expect(mockGet).toHaveBeenCalledWith('eu');
  });

  it('opens on the one that the address names', async () => {
    mockSearch = '?ds=eu';
    mockGetList.mockReturnValue([TIDEMARK, { ...TIDEMARK, uid: 'eu', name: 'Tidemark EU' }]);
    mockGet.mockResolvedValue({ name: 'Tidemark EU', api: waitingApi() });
    render(<GrafanaApp />);

    expect(await screen.findByRole('combobox')).toHaveValue('Tidemark EU');
    expect(mockGet).toHaveBeenCalledWith('eu');
  });

  it('leads from its own name in the navigation to the page that it opens on', () => {
    mockPage = '';
    mockSearch = '?ds=eu';
    mockGetList.mockReturnValue([BUILT_IN]);
    render(<GrafanaApp />);

    expect(mockReplace).toHaveBeenCalledWith('/a/tidemark-anomaly-app/incidents?ds=eu');
  });

  it('says what is missing while there is none', () => {
    mockGetList.mockReturnValue([BUILT_IN]);
    render(<GrafanaApp />);

    expect(screen.getByText('No Tidemark datasource yet')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Add a Tidemark datasource' })).toHaveAttribute(
      'href',
      '/grafana/connections/datasources/tidemark-anomaly-datasource',
    );
  });

  it('says why a datasource cannot be used', async () => {
    mockGetList.mockReturnValue([TIDEMARK]);
    mockGet.mockRejectedValue(new Error('Plugin not found.'));
    render(<GrafanaApp />);

    expect(await screen.findByText('Plugin not found.')).toBeInTheDocument();
  });
});
