import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run-suites.mjs';

/** Recorded client traffic is kept beside the project, not in it. */
const folder = process.env.HOLDFAST_TRACES ?? join(root, '..', 'shared', 'traces');

/** Suites that cannot run without it; says so when there is none. */
export function suitesWithoutTraffic() {
  if (existsSync(folder)) return [];
  console.error(`Recorded client traffic is not replayed: there is no folder ${folder}`);
  return ['conformance/traces'];
}
