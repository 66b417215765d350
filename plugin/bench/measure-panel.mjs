// What drawing and hovering cost in a browser, beside Grafana's own graph in the same run:
//   node plugin/bench/measure-panel.mjs
// Times are CPU time of the page's main thread (script, style, layout, paint) as the browser's trace has it: what else the
// machine does counts little.
import { chromium } from 'playwright-core';
import { ensureChromium } from '../../scripts/ensure-chromium.mjs';
import { servePage } from './serve-page.mjs';

/** Every graph in turn, several times over, so that a busy minute of the machine meets them all. */
const ROUNDS = 5;
const DRAWS = 3;
const HOVERS = 30;
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
      const { draw, hover } = await measure(scene, graph);
      draws.push(draw);
      hovers.push(hover);
    }
  }
  console.table(
    measured.map(({ scene, graph, draws, hovers }) => ({
      ...{ scene, graph, drawMs: median(draws), drawBestMs: round1(Math.min(...draws)) },
      ...{ hoverMs: median(hovers), hoverBestMs: round1(Math.min(...hovers)) },
    })),
  );
  console.log('of a round each: the mean of its draws and moves; bars: 100 ms a draw, 16 ms a move of the pointer');
} finally {
  await browser.close();
  await served.stop();
}

/** CPU time, ms, of the page's main thread for a draw from frames to pixels, and for a move of the pointer. */
async function measure(scene, graph) {
  const page = await browser.newPage({ viewport: { width: WIDTH + 40, height: HEIGHT + 200 } });
  const session = await page.context().newCDPSession(page);
  await page.goto(`${served.url}/?scene=${scene}&graph=${graph}&width=${WIDTH}&height=${HEIGHT}`);
  await page.locator('html[data-drawn]').waitFor();
  const draw = await costOf(session, DRAWS, () => page.evaluate(() => window.draw()));
  const box = await page.locator('.u-over').boundingBox();
  const hover = await costOf(session, HOVERS, async (turn) => {
    await page.mouse.move(box.x + (box.width * (turn + 0.5)) / HOVERS, box.y + box.height / 2);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  });
  await page.close();
  return { draw, hover };
}

/** Mean CPU time, ms, of the busiest page's main thread for one of so many turns. */
async function costOf(session, turns, act) {
  const events = [];
  const collect = ({ value }) => events.push(...value);
  session.on('Tracing.dataCollected', collect);
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', '__metadata'] },
  });
  for (let turn = 0; turn < turns; turn++) await act(turn);
  const complete = new Promise((done) => session.once('Tracing.tracingComplete', done));
  await session.send('Tracing.end');
  await complete;
  session.off('Tracing.dataCollected', collect);
  return Math.max(...mainThreads(events).map((thread) => busyMs(events, thread))) / turns;
}

function threadOf({ pid, tid }) {
  return `${pid}.${tid}`;
}

function mainThreads(events) {
  return events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(threadOf);
}

/** Tasks within tasks are part of them. */
function busyMs(events, thread) {
  const tasks = events.filter((event) => event.ph === 'X' && event.tdur !== undefined && threadOf(event) === thread);
  let [busy, end] = [0, -Infinity];
  for (const { ts, dur, tdur } of tasks.sort((a, b) => a.ts - b.ts || b.dur - a.dur)) {
    if (ts >= end) {
      busy += tdur / 1000;
      end = ts + dur;
    }
  }
  return busy;
}

function median(values) {
  return round1([...values].sort((a, b) => a - b)[values.length >> 1]);
}

function round1(value) {
  return Math.round(value * 10) / 10;
}
