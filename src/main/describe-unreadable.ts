import { randomUUID } from 'node:crypto';
import type { DescribeUnreadable } from '../http/answer-unreadable.ts';
import { unreadableProblem } from '../http/problems.ts';
import { ScimError } from '../scim/errors/scim-error.ts';
import { CONTENT_TYPE, errorReply } from '../scim/protocol/send-reply.ts';

/** Only SCIM has addresses so long, for its filters: of a head that is too large and came in pieces, the path is unknown. */
const LONG_HEAD = 431;

/** As SCIM below `/scim`, as the API tells its errors elsewhere. */
export const describeUnreadable: DescribeUnreadable = ({ path, status, detail }) => {
  const isScim = path === undefined ? status === LONG_HEAD : /^\/scim(?:\/|\?|$)/i.test(path);
  return isScim
    ? { contentType: CONTENT_TYPE, body: JSON.stringify(errorReply(new ScimError(status, undefined, detail)).body) }
    : {
        contentType: 'application/problem+json; charset=utf-8',
        body: JSON.stringify(unreadableProblem(status, detail, randomUUID())),
      };
};
