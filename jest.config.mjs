// One jest for both workspaces: the service runs as ES modules (node --experimental-vm-modules), the plugin in jsdom.
export default {
  projects: ['<rootDir>/collector-processor/jest.config.mjs', '<rootDir>/plugin/jest.config.js'],
};
