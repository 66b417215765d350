// What drawing and hovering cost in a browser, beside Grafana's own graph in the same run:
//   node plugin/bench/measure-panel.mjs
// Times are CPU time of the page's main thread (script, layout, paint), so that other work on the machine counts little.
import { chromium } from 'playwright-core';
import { ensureChromium } from '../../scripts/ensure-chromium.mjs';
import { servePage } from './serve-page.mjs';

const DRAWS = 9;
const HOVERS = 60;
const WIDTH = 1200;
const HEIGHT = 400;

const served = await servePage();
const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox'] });
try {
  const rows = [];
  for (const [scene, graph] of [
    ['twenty-by-ten-thousand', 'tidemark'],
    ['twenty-by-ten-thousand', 'grafana'],
    ['thousand-incidents', 'tidemark'],
    ['crowd', 'tidemark'],
    ['shop', 'tidemark'],
  ]) {
    rows.push({ scene, graph, ...(await measure(scene, graph)) });
  }
  console.table(rows);
  const [ours, grafana] = rows;
  console.log(`draw: ${(ours.drawMs / grafana.drawMs).toFixed(2)} of Grafana's own graph; bar: 100 ms`);
  console.log(`hover: ${(ours.hoverMs / grafana.hoverMs).toFixed(2)} of Grafana's own graph; bar: 16 ms a frame`);
} finally {
  await browser.close();
  await served.stop();
}

/**
 * Medians: ms of the main thread for one draw from frames to pixels, and for one move of the pointer; and the best of
 * each, which is what they cost on a machine that does nothing else.
 */
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
  return {
    ...{ drawMs: round(median(draws)), drawBestMs: round(Math.min(...draws)) },
    ...{ hoverMs: round(median(hovers)), hoverBestMs: round(Math.min(...hovers)) },
  };
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

function round(value) {
  return Math.round(value * 10) / 10;
}
