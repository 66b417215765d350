// Dates in expectations are written in UTC.
process.env.TZ = 'UTC';

const base = require('./.config/jest.config');

const [swcTransform] = Object.values(base.transform);

module.exports = {
  ...base,
  displayName: 'plugin',
  // The workbench is tested beside the plugin it shares its components with.
  testMatch: [...base.testMatch, '<rootDir>/workbench/src/**/*.test.{ts,tsx}', '<rootDir>/scripts/**/*.test.mjs'],
  moduleNameMapper: { ...base.moduleNameMapper, '\\.svg$': '<rootDir>/jest/image.js' },
  // create-plugin transforms no .mjs, and d3-color ships ES modules under that name.
  transform: { '^.+\\.(t|j|mj)sx?$': swcTransform },
};
