import { expect } from '@jest/globals';
import type { Application } from '../../src/application/application.ts';
import type { SeededRandom } from '../support/seeded-random.ts';
import { withoutUnavailable } from '../support/shipped-process.ts';
import { DirectoryPush } from './directory-push.ts';
import { Disturbances } from './disturbances.ts';
import { expectNothingLost } from './expect-nothing-lost.ts';
import { pushEverything } from './push-script.ts';
import { createPushTarget } from './push-target.ts';
import { ScimSession } from './scim-session.ts';

export interface Pushed {
  readonly changes: number;
  readonly requests: number;
  /** Requests that were on their way when the service died. */
  readonly cutOff: number;
}

interface Disturbed {
  readonly app: Application;
  readonly scimBaseUrl: string;
  /** What any of its processes logged as an error. */
  errors(): readonly string[];
}

/** Requests per person that a push comes to, about. */
const REQUESTS_PER_PERSON = 2.3;

/** Pushes a directory while it is disturbed at random moments, and expects that nothing of it was lost or done twice. */
export async function pushDisturbed(
  service: Disturbed,
  { people, times, random }: { readonly people: number; readonly times: number; readonly random: SeededRandom },
  disturb: (index: number) => Promise<void>,
): Promise<Pushed> {
  const target = await createPushTarget(service.app);
  const disturbances = new Disturbances(random, times, REQUESTS_PER_PERSON * people, disturb);
  const session = new ScimSession(service.scimBaseUrl, target.token, disturbances.onRequest);
  const push = new DirectoryPush(session);
  try {
    await Promise.race([pushEverything(push, people), disturbances.failed]);
    await disturbances.finish();
    await expectNothingLost(service.app, target, session, push);
    // A database that is away, or a disk that makes it slow to come back, is answered 503, after which the push tries again.
    expect(withoutUnavailable(service.errors())).toEqual([]);
  } finally {
    session.close();
  }
  return { changes: session.changes.length, requests: session.requests, cutOff: session.cutOff };
}
