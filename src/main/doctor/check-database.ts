import type { StorageFacts } from '../../application/ports/storage-facts.ts';
import { type Finding, failed, ok, warning } from './finding.ts';

const LARGE_SKEW_MS = 2_000;

/** What can be told of the database from outside. `which` says which one it is. */
export function checkDatabase(facts: StorageFacts, which: string): Finding[] {
  const { engine, version, members } = facts;
  return [
    ok('Database', `answers and has the schema of this version (${engine} ${version}, ${which})`),
    checkClock(facts),
    checkIndexes(facts),
    ...(members ? [checkMembers(members)] : []),
  ];
}

function checkClock({ clockAheadMs }: StorageFacts): Finding {
  const skew = Math.abs(clockAheadMs);
  if (skew <= LARGE_SKEW_MS) return ok('Clock', 'agrees with the database’s');
  const fix = 'Synchronize both machines, for example with NTP.';
  return warning('Clock', `differs by ${skew} ms from the database’s`, fix);
}

function checkIndexes({ missingIndexes }: StorageFacts): Finding {
  if (missingIndexes.length === 0) return ok('Indexes', 'are all there');
  const are = missingIndexes.length === 1 ? 'is' : 'are';
  return failed('Indexes', `${missingIndexes.join(', ')} ${are} missing`, 'Run "holdfast migrate", which makes them.');
}

function checkMembers(members: NonNullable<StorageFacts['members']>): Finding {
  const check = 'Replica set';
  const troubled = members.flatMap(({ name, trouble }) => (trouble ? [`${name} (${trouble})`] : []));
  if (!members.some(({ state }) => state === 'primary')) {
    return failed(check, `has no primary: ${troubled.join(', ')}`, 'Bring its members back; most of them must run.');
  }
  if (troubled.length > 0) {
    return warning(check, `misses ${troubled.join(', ')}`, 'Bring it back: another failure may stop everything.');
  }
  if (members.length < 3) {
    const fix = 'Fine for trying out; three members let one fail.';
    return warning(check, `has only ${members.length} member${members.length === 1 ? '' : 's'}`, fix);
  }
  const names = members.map(({ name, state }) => `${name}${state === 'primary' ? ' primary' : ''}`);
  return ok(check, `is complete: ${names.join(', ')}`);
}
