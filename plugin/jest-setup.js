// Jest setup provided by Grafana scaffolding
import './.config/jest-setup';
import { configure } from '@testing-library/react';

// A busy machine takes its time; what is wrong is wrong after it, too.
const PATIENCE_MS = 15_000;
configure({ asyncUtilTimeout: PATIENCE_MS });
jest.setTimeout(4 * PATIENCE_MS);

// Grafana's Combobox measures its options to size its menu.
HTMLCanvasElement.prototype.getContext = () => ({ measureText: (text) => ({ width: 8 * text.length }) });

// jsdom lays nothing out: a list that only makes the rows in sight would make none.
const SIZE = 400;
Object.defineProperties(HTMLElement.prototype, {
  offsetHeight: { configurable: true, get: () => SIZE },
  offsetWidth: { configurable: true, get: () => SIZE },
});
Element.prototype.getBoundingClientRect = () => {
  const edges = { top: 0, left: 0, right: SIZE, bottom: SIZE };
  return { x: 0, y: 0, width: SIZE, height: SIZE, ...edges, toJSON: () => edges };
};

class NothingToObserve {
  observe() {}
  unobserve() {}
  disconnect() {}
}
Object.assign(global, { ResizeObserver: NothingToObserve, IntersectionObserver: NothingToObserve });
