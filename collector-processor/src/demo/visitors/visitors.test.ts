import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createRandom } from '../../random.ts';
import type { VisitorRequest } from './requests.ts';
import type { Sender, Visit } from './send.ts';
import { createVisitors } from './visitors.ts';

const PER_SECOND = 20;

function visit(outcome: Visit = { kind: 'answered', status: 200 }) {
  const requests: VisitorRequest[] = [];
  const sender: Sender = {
    send: (request) => {
      requests.push(request);
      return Promise.resolve(outcome);
    },
    close: jest.fn(),
  };
  const visitors = createVisitors({ rhythm: () => PER_SECOND, sender, random: createRandom(5) });
  return { visitors, requests, sender };
}

describe('createVisitors', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('come at the rate of the rhythm, from the time given', async () => {
    const { visitors, requests } = visit();
    visitors.start(Date.now() + 5000);
    await jest.advanceTimersByTimeAsync(5000);
    expect(requests).toHaveLength(0);
    await jest.advanceTimersByTimeAsync(100_000);
    expect(requests.length / 100).toBeGreaterThan(0.95 * PER_SECOND);
    expect(requests.length / 100).toBeLessThan(1.05 * PER_SECOND);
    await visitors.stop();
  });

  it('triple in a spike and are as usual afterwards', async () => {
    const { visitors, requests } = visit();
    visitors.start(Date.now());
    visitors.setVisiting({ rateFactor: 3 });
    await jest.advanceTimersByTimeAsync(50_000);
    const inSpike = requests.length;
    expect(inSpike / 50).toBeGreaterThan(2.8 * PER_SECOND);
    visitors.setVisiting({});
    await jest.advanceTimersByTimeAsync(50_000);
    expect((requests.length - inSpike) / 50).toBeLessThan(1.1 * PER_SECOND);
    await visitors.stop();
  });

  it('are joined by bots that ask for what does not exist, and search', async () => {
    const { visitors, requests } = visit();
    visitors.start(Date.now());
    visitors.setVisiting({ rateFactor: 0, botsPerSecond: 20 });
    await jest.advanceTimersByTimeAsync(50_000);
    const searches = requests.filter(({ path }) => path.startsWith('/search'));
    expect(requests.length).toBeGreaterThan(900);
    expect(searches.length / requests.length).toBeCloseTo(0.3, 1);
    expect(requests.some(({ path }) => path === '/.env')).toBe(true);
    await visitors.stop();
  });

  it('count what they got, and nobody comes after the end', async () => {
    const { visitors, requests, sender } = visit({ kind: 'refused' });
    visitors.start(Date.now());
    await jest.advanceTimersByTimeAsync(1000);
    await visitors.stop();
    const { sent, refused, byStatus } = visitors.counts();
    expect(sent).toBeGreaterThan(0);
    expect({ sent, refused, byStatus }).toEqual({ sent, refused: sent, byStatus: {} });
    expect(sender.close).toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(5000);
    expect(requests).toHaveLength(sent);
  });

  it('do not come all at once after a stall', async () => {
    const { visitors, requests } = visit();
    visitors.start(Date.now());
    jest.setSystemTime(Date.now() + 3_600_000);
    await jest.advanceTimersByTimeAsync(50);
    expect(requests.length).toBeLessThan(4 * PER_SECOND);
    await visitors.stop();
  });
});
