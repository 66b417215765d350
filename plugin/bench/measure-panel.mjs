// What drawing and hovering cost in a browser, beside Grafana's own graph in the same run:
//   node plugin/bench/measure-panel.mjs
// Times are CPU time of the page's main thread (script, layout, paint), so that other work on the machine counts little.
import { chromium } from 'playwright-core';
import { ensureChromium } from '../../scripts/ensure-chromium.mjs';
import { servePage } from './serve-page.mjs';

/** Every graph in turn, several times over, so that a busy minute of the machine meets them all. */
const ROUNDS = 3;
const DRAWS = 5;
const HOVERS = 12;
const WIDTH = 1200;
const HEIGHT = 400;
const CASES = [
  ['twenty-by-ten-thousand', 'tidemark'],
  ['twenty-by-ten-thousand', 'grafana'],
  ['thousand-incidents', 'tidemark'],
  ['crowd', 'tidemark'],
  ['shop', 'tidemark'],
];

const served = await servePage();
const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox'] });
try {
  const measured = CASES.map(([scene, graph]) => ({ scene, graph, draws: [], hovers: [] }));
  for (let round = 0; round < ROUNDS; round++) {
    for (const { scene, graph, draws, hovers } of measured) {
      const costs = await measure(scene, graph);
      draws.push(...costs.draws);
      hovers.push(...costs.hovers);
    }
  }
  console.table(
    measured.map(({ scene, graph, draws, hovers }) => ({
      ...{ scene, graph, drawMs: median(draws), drawBestMs: round1(Math.min(...draws)) },
      ...{ hoverMs: median(hovers), hoverBestMs: round1(Math.min(...hovers)) },
    })),
  );
  const [ours, grafana] = measured;
  console.log(
    `draw: ${round1(Math.min(...ours.draws) / Math.min(...grafana.draws))} of Grafana's own lines (best of each); bar: 100 ms`,
  );
  console.log('hover: bar: 16 ms a frame');
} finally {
  await browser.close();
  await served.stop();
}

/** CPU time, ms, of the page's main thread for each of some draws from frames to pixels, and of some moves of the pointer. */
async function measure(scene, graph) {
  const page = await browser.newPage({ viewport: { width: WIDTH + 40, height: HEIGHT + 200 } });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.setTimeDomain', { timeDomain: 'threadTicks' });
  await session.send('Performance.enable');
  const busyMs = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
  };
  const costOf = async (act) => {
    const before = await busyMs();
    await act();
    return (await busyMs()) - before;
  };

  await page.goto(`${served.url}/?scene=${scene}&graph=${graph}&width=${WIDTH}&height=${HEIGHT}`);
  await page.locator('html[data-drawn]').waitFor();
  const draws = [];
  for (let draw = 0; draw < DRAWS; draw++) {
    draws.push(await costOf(() => page.evaluate(() => window.draw())));
  }
  const box = await page.locator('.u-over').boundingBox();
  const hovers = [];
  for (let hover = 0; hover < HOVERS; hover++) {
    const x = box.x + (box.width * (hover + 0.5)) / HOVERS;
    hovers.push(
      await costOf(async () => {
        await page.mouse.move(x, box.y + box.height / 2);
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
      }),
    );
  }
  await page.close();
  return { draws, hovers };
}

function median(values) {
  return round1([...values].sort((a, b) => a - b)[values.length >> 1]);
}

function round1(value) {
  return Math.round(value * 10) / 10;
}
