import type { ScimCall, ScimReply } from '../protocol/scim-call.ts';
import { BULK_RESPONSE } from '../schema/schema-urns.ts';
import { BulkRun } from './bulk-run.ts';
import { type BulkRequest, parseBulkRequest } from './parse-bulk-request.ts';

/** How long what is known waits for more before it is sent. */
const FLUSH_MS = 250;

/** POST /Bulk (RFC 7644 §3.7): answered in the order of the operations, and sent while they are carried out. */
export async function carryOutBulk(call: ScimCall): Promise<ScimReply> {
  const request = parseBulkRequest(call.body, call.baseUrl);
  call.countFurther(request.operations.length - 1);
  return { status: 200, body: bulkJson(new BulkRun(call, request), request) };
}

async function* bulkJson(run: BulkRun, { operations }: BulkRequest): AsyncGenerator<string> {
  const over = run.run();
  // Whoever stops reading leaves nobody to hear of it below.
  over.catch(() => {});
  let flushAt = Number.POSITIVE_INFINITY;
  let isFirst = true;
  try {
    yield `{"schemas":["${BULK_RESPONSE}"],"Operations":[`;
    for (const { place } of operations) {
      while (run.answerTo(place) === undefined && !run.isOver) {
        await run.changed(Math.min(FLUSH_MS, flushAt - performance.now()));
        if (performance.now() < flushAt) continue;
        yield '';
        flushAt = Number.POSITIVE_INFINITY;
      }
      const answer = run.answerTo(place);
      if (answer === undefined) continue;
      yield (isFirst ? '' : ',') + JSON.stringify(answer);
      isFirst = false;
      flushAt = Math.min(flushAt, performance.now() + FLUSH_MS);
    }
    await over;
    yield ']}';
  } finally {
    run.stop();
    await over.catch(() => {});
  }
}
