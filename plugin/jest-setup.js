// Jest setup provided by Grafana scaffolding
import './.config/jest-setup';

// Grafana's Combobox measures its options to size its menu.
HTMLCanvasElement.prototype.getContext = () => ({ measureText: (text) => ({ width: 8 * text.length }) });

// jsdom lays nothing out: a list that only makes the rows in sight would make none.
Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, get: () => 400 });
Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { configurable: true, get: () => 400 });
global.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
