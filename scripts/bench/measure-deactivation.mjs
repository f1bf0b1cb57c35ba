import { patchActive } from './directory.mjs';
import { runOpenLoop } from './http-load.mjs';
import { quantile } from './statistics.mjs';

const POLL_MS = 10;
const GIVE_UP_MS = 60_000;

/**
 * Deactivates people at a steady rate and watches the database for the end of each membership: from the moment the
 * provider has its answer to the moment the change is committed, seen at most 10 ms late. Jobs that were never applied
 * count as the time until they were given up.
 */
export async function measureDeactivation({
  client,
  view,
  organizationId,
  people,
  perSecond,
  durationMs,
  stillPushing,
}) {
  const waiting = new Map();
  const latencies = [];
  const answered = [];
  let sending = true;
  let next = 0;

  const send = async () => {
    const person = people[next++];
    if (person === undefined) throw new Error('There are not enough people to deactivate');
    const sentAt = performance.now();
    waiting.set(person.accountId, undefined);
    const { status } = await client.send({ method: 'PATCH', path: `/Users/${person.id}`, body: patchActive(false) });
    if (status !== 200) throw new Error(`A deactivation was answered ${status}`);
    person.active = false;
    answered.push(performance.now() - sentAt);
    if (waiting.has(person.accountId)) waiting.set(person.accountId, performance.now());
    else latencies.push(0);
  };

  const watch = async () => {
    let idleSince = performance.now();
    while (sending || waiting.size > 0) {
      const done = waiting.size > 0 ? await view.suspended(organizationId, [...waiting.keys()]) : [];
      const seenAt = performance.now();
      for (const accountId of done) {
        const acceptedAt = waiting.get(accountId);
        waiting.delete(accountId);
        if (acceptedAt !== undefined) latencies.push(seenAt - acceptedAt);
      }
      if (done.length > 0) idleSince = seenAt;
      if (!sending && seenAt - idleSince > GIVE_UP_MS) {
        for (const acceptedAt of waiting.values()) latencies.push(seenAt - (acceptedAt ?? seenAt));
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  };

  const watching = watch();
  await runOpenLoop({ perSecond, durationMs, send });
  const pushedThroughout = stillPushing ? await stillPushing() : undefined;
  sending = false;
  await watching;
  return {
    count: latencies.length,
    notApplied: waiting.size,
    p50Ms: quantile(latencies, 0.5),
    p95Ms: quantile(latencies, 0.95),
    maxMs: quantile(latencies, 1),
    answerP95Ms: quantile(answered, 0.95),
    ...(pushedThroughout !== undefined && { pushedThroughout }),
  };
}
