import { describe, expect, it } from '@jest/globals';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { apiError } from '../../shared/api/errors';
import { fakeApi } from '../../test-support/fake-api';
import { aSeries, aWhatIf, T0 } from '../../test-support/fixtures';
import { renderPage } from '../../test-support/render-page';

const outlook = {
  ...{
    status: 'known' as const,
    madeAtMs: T0,
    crossesAtMs: T0,
    earliestMs: T0,
    latestMs: T0,
    peaksOn: 'weekday',
    emptiedEveryMs: null,
  },
  leads: [{ leadMs: 7 * 86_400_000, probability: 0.81 }],
  growth: { shape: 'linear', saturatesAt: null, perWeek: 0.06, perWeekError: 0.01, sinceMs: T0 },
};
const sentence = 'pool of shop reaches pool size (100) on Friday 27 Nov, 18:00 ± 5 h';
const limit = { name: 'pool size', value: 100, direction: 'up' as const, outlook, sentence };

describe('the forecast', () => {
  it('shows models side by side with their errors, and names the one with the least', async () => {
    const { api } = await renderPage('forecast');
    const table = await screen.findByRole('table', { name: 'Models and their errors' });
    const rows = within(table)
      .getAllByRole('row')
      .map(({ textContent }) => textContent);
    expect(rows[1]).toMatch(/^autoleast error4\.0 %295 %5 × 1 d/);
    expect(rows[2]).toMatch(/^seasonal-naive6\.0 %395 %/);
    expect(api.whatIf).toHaveBeenCalledWith(
      { watch: 'requests', match: 'service.name="shop"', horizon: '7d', models: ['auto', 'seasonal-naive'] },
      expect.anything(),
    );
  });

  it('asks what the address says, and tells the limit in a sentence', async () => {
    const api = fakeApi();
    api.whatIf.mockResolvedValue(aWhatIf({ limit }));
    await renderPage('forecast?watch=requests&horizon=14d&models=mstl&limit=100&growth=20&growthFrom=tomorrow', {
      api,
    });
    expect(await screen.findByText(sentence)).toBeInTheDocument();
    expect(screen.getByText(/within 7 d.*: 81 %/)).toBeInTheDocument();
    expect(api.whatIf.mock.calls[0][0]).toMatchObject({
      ...{ horizon: '14d', models: ['mstl'], limit: 100, direction: 'up', growth: 20 },
      growthFromMs: expect.any(Number),
    });
  });

  it('keeps every change in the address: horizon, models, limit, growth, series', async () => {
    const api = fakeApi();
    api.series.mockResolvedValue({
      series: [aSeries(), aSeries({ labels: { 'service.name': 'shop', 'http.route': '/a' } })],
      total: 2,
    });
    const { user, visited } = await renderPage('forecast', { api });
    await user.click(await screen.findByRole('radio', { name: '14d' }));
    await user.click(screen.getByRole('checkbox', { name: 'mstl' }));
    await user.type(screen.getByLabelText('Limit'), '250{Enter}');
    const slider = screen.getByRole('slider', { name: 'Growth that is supposed' });
    fireEvent.change(slider, { target: { value: '20' } });
    expect(slider).toHaveAttribute('aria-valuetext', '+20 %');
    await waitFor(() => expect(visited.at(-1)).toContain('growth=20'));
    await user.click(screen.getByRole('radio', { name: 'from Monday' }));
    expect(visited.at(-1)).toBe(
      'forecast?horizon=14d&models=auto%2Cseasonal-naive%2Cmstl&limit=250&growth=20&growthFrom=monday',
    );
    expect(screen.getByLabelText('Series')).toBeInTheDocument();
  });

  it('takes no more models than the service answers, and never none', async () => {
    const { user, visited } = await renderPage('forecast?models=auto,ets,arima,mstl');
    expect(await screen.findByRole('checkbox', { name: 'prophet' })).toBeDisabled();
    for (const model of ['ets', 'arima', 'mstl', 'auto']) {
      await user.click(screen.getByRole('checkbox', { name: model }));
    }
    expect(visited.at(-1)).toBe('forecast?models=auto');
  });

  it('tells warnings and what became of them, and how forecasts came out', async () => {
    const api = fakeApi();
    const warning = {
      ...{ id: 'w', watch: 'requests', labels: {}, limit: 'pool size', limitValue: 100, direction: 'up' as const },
      ...{ leadMs: 1, probability: 0.9, openedMs: T0, updatedMs: T0, closedMs: T0, closedBecause: 'reached' as const },
      ...{ reachedAtMs: T0, crossesAtMs: T0, earliestMs: T0, latestMs: T0, firstCrossesAtMs: T0, sentence },
    };
    const worse = {
      ...{ id: 'd', watch: 'requests', labels: {}, shape: 'drift' as const, before: 0.2, now: 0.3, perDay: 0.04 },
      ...{
        sureness: 6,
        sinceMs: T0,
        openedMs: T0 + 1,
        updatedMs: T0,
        closedMs: T0,
        closedBecause: 'recovered' as const,
      },
      sentence: 'latency rises 4 % a day at the same load',
    };
    api.maintenance.mockResolvedValue({ warnings: [warning], degradations: [worse] });
    const horizons = [{ horizonMs: 86_400_000, count: 40, smape: 7.25, coverage: 0.94 }];
    api.forecastAccuracy.mockResolvedValue({ watch: 'requests', series: [{ labels: {}, horizons }], total: 1 });
    await renderPage('forecast', { api });
    expect(await screen.findByText('came true')).toBeInTheDocument();
    expect(screen.getByText(/warned Sat 21 Nov, .* reached Sat 21 Nov/)).toBeInTheDocument();
    const told = screen.getAllByRole('listitem').filter((item) => /pool|latency/.test(item.textContent ?? ''));
    expect(told.map((item) => item.textContent)).toEqual([
      expect.stringMatching(/^recoveredlatency rises 4 % a day/),
      expect.stringMatching(/^came true/),
    ]);
    const table = screen.getByRole('table', { name: /against what came/ });
    expect(within(table).getAllByRole('row')[1]).toHaveTextContent(/1 d.*7\.3 %94 %40/);
  });

  it('says what is wrong, and what is missing', async () => {
    const api = fakeApi();
    api.whatIf.mockRejectedValue(
      apiError(503, { error: { code: 'X', message: 'Too many questions wait.', help: 'Ask later.' } }),
    );
    await renderPage('forecast', { api });
    expect(await screen.findByText('Too many questions wait. Ask later.')).toBeInTheDocument();
    // No empty card beside the reason.
    expect(screen.queryByRole('region', { name: 'Forecast' })).not.toBeInTheDocument();
  });

  it('says that a watch has no series', async () => {
    const api = fakeApi();
    api.series.mockResolvedValue({ series: [], total: 0 });
    await renderPage('forecast', { api });
    expect(await screen.findByText(/has no series yet/)).toBeInTheDocument();
  });

  it('says that there is no watch', async () => {
    const api = fakeApi();
    api.watches.mockResolvedValue({ watches: [] });
    await renderPage('forecast', { api });
    expect(await screen.findByText('There is no watch to forecast yet')).toBeInTheDocument();
  });
});
