import { describe } from '@jest/globals';
import { goVersion } from '../install/go.ts';
import { log } from './paths.ts';

/** `describe` where the peers can be built. Without Go the tests are reported as skipped, and why is said once. */
export function describeWithPeers(name: string, body: () => void): void {
  if (goVersion() === null) {
    log(`skipping "${name}": Go is not installed, so the real Collector and Prometheus cannot be built`);
    describe.skip(name, body);
  } else {
    describe(name, body);
  }
}
