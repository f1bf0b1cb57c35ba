import { randomBytes, randomUUID } from 'node:crypto';
import type { Exchange, Variables } from '../player/exchange.ts';
import { fill } from '../player/fill-template.ts';
import { play } from '../player/play.ts';
import { ScimClient } from '../player/scim-client.ts';
import type { Rehearsal } from './behaviour.ts';

export interface Rehearsed {
  readonly claim: string;
  readonly passed: boolean;
  /** What was wrong. */
  readonly reason?: string;
}

export interface RehearsalReport {
  readonly provider: string;
  readonly requests: number;
  readonly results: readonly Rehearsed[];
  /** What could not be removed again: `/Users/…`. */
  readonly leftBehind: readonly string[];
}

/** Nothing answers there. */
export class NoScimServer extends Error {
  override readonly name = 'NoScimServer';
  constructor(baseUrl: string, cause: unknown) {
    const { code, message } = cause as NodeJS.ErrnoException;
    super(`No server answers at ${baseUrl} (${code ?? message})`);
  }
}

const HELLO: Exchange = {
  step: 'connects',
  method: 'GET',
  path: '/ServiceProviderConfig',
  expect: { status: [200] },
};

/**
 * Plays a provider's traffic against any SCIM server, behaviour by behaviour, and removes what it created. Names are new
 * each time, so it can be repeated and does not touch what is there already. @throws NoScimServer
 */
export async function rehearse(
  { provider, behaviours }: Rehearsal,
  to: { readonly baseUrl: string; readonly token: string },
  onResult: (result: Rehearsed) => void = () => {},
): Promise<RehearsalReport> {
  const client = new ScimClient(provider, to.baseUrl, to.token);
  const results: Rehearsed[] = [];
  await client.send(HELLO, {}).catch((error: unknown) => {
    client.close();
    throw new NoScimServer(to.baseUrl, error);
  });
  let known: Variables = { run: randomBytes(4).toString('hex'), probe: randomUUID(), ghost: randomUUID() };
  try {
    for (const { claim, exchanges, using = {}, keep = {} } of behaviours) {
      let result: Rehearsed;
      try {
        const own = fill(using, known) as Variables;
        await play(client, exchanges, { ...known, ...own }, (reached) => {
          const kept = Object.entries(keep).flatMap(([name, of]) =>
            reached[of] === undefined ? [] : [[name, reached[of]]],
          );
          known = { ...known, ...Object.fromEntries(kept) };
        });
        result = { claim, passed: true };
      } catch (error) {
        result = { claim, passed: false, reason: error instanceof Error ? error.message : String(error) };
      }
      results.push(result);
      onResult(result);
    }
    return { provider: provider.title, requests: client.sent, results, leftBehind: await client.removeCreated() };
  } finally {
    client.close();
  }
}
