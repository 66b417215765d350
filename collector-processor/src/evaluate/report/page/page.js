/* global document, window, getComputedStyle */
// Runs in the page that html.ts writes: sorts tables, and draws the graph of a series when it is asked for.
const { levels, none, graphs } = JSON.parse(document.getElementById('graphs').textContent);
const ROW_HEIGHT = 16;
const PLOT_HEIGHT = 160;
/** Left of the plot, for the names of the detectors. */
const GUTTER = 130;

for (const head of document.querySelectorAll('th')) {
  head.querySelector('button').addEventListener('click', () => sortBy(head));
}
for (const button of document.querySelectorAll('button.graph')) {
  button.addEventListener('click', () => toggleGraph(button));
}

function sortBy(head) {
  const table = head.closest('table');
  const column = [...head.parentElement.children].indexOf(head);
  const falling = head.getAttribute('aria-sort') === 'ascending';
  for (const other of head.parentElement.children) other.removeAttribute('aria-sort');
  head.setAttribute('aria-sort', falling ? 'descending' : 'ascending');
  for (const open of table.querySelectorAll('tr.graph')) open.remove();
  const rows = [...table.tBodies[0].rows];
  rows.sort((a, b) => (falling ? -1 : 1) * compare(a.cells[column], b.cells[column]));
  table.tBodies[0].append(...rows);
}

function compare(a, b) {
  const [x, y] = [a, b].map((cell) => cell.dataset.value ?? cell.textContent);
  if (a.dataset.value === undefined) return x.localeCompare(y, 'en', { numeric: true });
  // What has no value comes first.
  return (x === '' ? -Infinity : Number(x)) - (y === '' ? -Infinity : Number(y)) || 0;
}

function toggleGraph(button) {
  const row = button.closest('tr');
  if (row.nextElementSibling?.className === 'graph') return row.nextElementSibling.remove();
  const cell = document.createElement('td');
  cell.colSpan = row.cells.length;
  const place = document.createElement('tr');
  place.className = 'graph';
  place.append(cell);
  row.after(place);
  draw(cell, graphs[button.dataset.series]);
}

function numbers(text, Type) {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return Type === Uint8Array ? bytes : new Type(bytes.buffer);
}

function draw(cell, graph) {
  const names = Object.keys(graph.detectors);
  const canvas = document.createElement('canvas');
  const height = PLOT_HEIGHT + ROW_HEIGHT * names.length;
  const legend = document.createElement('p');
  legend.className = 'legend';
  legend.textContent = legendOf(graph);
  cell.append(canvas, legend);
  const scale = window.devicePixelRatio || 1;
  const width = Math.max(300, cell.clientWidth - 20);
  Object.assign(canvas, { width: width * scale, height: height * scale });
  canvas.style.height = `${height}px`;
  const context = canvas.getContext('2d');
  context.scale(scale, scale);
  const colour = (name) => {
    canvas.style.color = `var(--${name})`;
    return getComputedStyle(canvas).color;
  };
  const least = numbers(graph.least, Uint16Array);
  const most = numbers(graph.most, Uint16Array);
  const x = (column) => GUTTER + (column / least.length) * (width - GUTTER);
  const step = Math.max(1, (width - GUTTER) / least.length);
  const y = (level) => PLOT_HEIGHT - 4 - (level / levels) * (PLOT_HEIGHT - 8);

  context.fillStyle = colour('label');
  numbers(graph.labelled, Uint8Array).forEach((marked, i) => marked && context.fillRect(x(i), 0, step, height));
  const banded = names.find((name) => graph.detectors[name].band !== null);
  if (banded !== undefined) {
    context.fillStyle = colour('band');
    const upper = numbers(graph.detectors[banded].band.upper, Uint16Array);
    numbers(graph.detectors[banded].band.lower, Uint16Array).forEach((lower, i) => {
      if (lower !== none && upper[i] !== none) context.fillRect(x(i), y(upper[i]), step, y(lower) - y(upper[i]));
    });
  }
  context.fillStyle = colour('line');
  least.forEach((low, i) => {
    if (low !== none) context.fillRect(x(i), y(most[i]), Math.max(1, step * 0.8), Math.max(1.5, y(low) - y(most[i])));
  });
  context.fillStyle = colour('faint');
  context.fillRect(x(graph.scoredFrom), 0, 1, height);
  names.forEach((name, row) => {
    const top = PLOT_HEIGHT + row * ROW_HEIGHT;
    context.fillStyle = colour('alarm');
    numbers(graph.detectors[name].alarmed, Uint8Array).forEach((marked, i) => {
      if (marked) context.fillRect(x(i), top + 3, Math.max(1.5, step), ROW_HEIGHT - 6);
    });
    context.fillStyle = colour('faint');
    context.font = '11px system-ui, sans-serif';
    context.fillText(name, 4, top + 12);
  });
}

function legendOf({ startMs, stepMs, low, high, least }) {
  const columns = numbers(least, Uint16Array).length;
  const day = (ms) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
  const range = `${Number(low?.toPrecision(4))} to ${Number(high?.toPrecision(4))}`;
  return `${day(startMs)} to ${day(startMs + columns * stepMs)} UTC, values ${range}; a column is ${stepMs / 60000} minutes. Shaded: labelled. Below: alarms by detector; scored right of the upright line.`;
}
