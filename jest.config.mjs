// One jest for both workspaces: the service runs as ES modules (node --experimental-vm-modules), the plugin in jsdom.
export default {
  // A busy machine is slow, not broken: a test that hangs still ends, later.
  testTimeout: 30_000,
  projects: ['<rootDir>/collector-processor/jest.config.mjs', '<rootDir>/plugin/jest.config.js'],
};
