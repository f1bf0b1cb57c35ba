import type { Matcher, Template } from '../player/exchange.ts';
import { fill, fillString } from '../player/fill-template.ts';
import { show, valueAt } from '../player/match-answer.ts';
import type { Played } from '../player/play.ts';
import type { RequestOnReport } from './report.ts';

/** A request and its answer as a report tells them: only what was looked at of an answer, and no secret. */
export function describeRequest({ exchange, variables, answer, complaints }: Played): RequestOnReport {
  const { step, method, path, body, expect } = exchange;
  const wanted = (matcher: Matcher): unknown => fill(matcher as Template, variables);
  const lookedAt = [
    ...Object.entries(expect.headers ?? {}).map(([name, matcher]) => ({
      name,
      wanted: wanted(matcher),
      in: 'headers',
    })),
    ...Object.entries(expect.body ?? {}).map(([name, matcher]) => ({ name, wanted: wanted(matcher), in: 'body' })),
  ];
  return {
    step,
    sent: `${method} ${fillString(path, variables)}`,
    ...(body !== undefined && { body: withoutPassword(fill(body, variables)) }),
    expected: [expect.status.join(' or '), ...lookedAt.map((one) => `${one.name} ${inWords(one.wanted)}`)].join('; '),
    came: answer
      ? [
          `${answer.status} in ${Math.round(answer.ms)} ms`,
          ...(expect.status.includes(answer.status)
            ? lookedAt.map((one) => {
                if (one.in === 'body' && answer.body === undefined) return '';
                const found = one.in === 'body' ? valueAt(answer.body, one.name) : answer.headers[one.name];
                return `${one.name} ${brief(found)}`;
              })
            : [detailOf(answer.body)]),
        ]
          .filter((part) => part !== '')
          .join('; ')
      : `no answer (${complaints.join('; ')})`,
  };
}

/** Lists of resources are other people's data: how long they are is enough. */
const brief = (found: unknown): string =>
  Array.isArray(found) && found.some((one) => typeof one === 'object') ? `has ${found.length}` : `= ${show(found)}`;

const detailOf = (body: unknown): string => {
  const detail = valueAt(body, 'detail');
  return typeof detail === 'string' ? detail : '';
};

function inWords(wanted: unknown): string {
  const special = (typeof wanted === 'object' && wanted !== null ? wanted : {}) as Record<string, unknown>;
  const [operator = ''] = Object.keys(special);
  const value = special[operator];
  switch (operator) {
    case '$exists':
      return value ? 'is there' : 'is not there';
    case '$text':
      return 'is a text';
    case '$ignoringCase':
      return `= ${show(value)} in any case`;
    case '$startsWith':
      return `begins with ${show(value)}`;
    case '$not':
      return `is not ${show(value)}`;
    case '$includes':
      return `includes ${show(value)}`;
    case '$oneOf':
      return `is one of ${show(value)}`;
    case '$sameMembers':
      return `= ${show(value)} in any order`;
    case '$atLeast':
      return `is a number from ${show(value)}`;
    case '$count':
      return `has ${show(value)}`;
    default:
      return `= ${show(wanted)}`;
  }
}

const REMOVED = '[removed]';

/** Made-up ones too: a report is passed on. */
function withoutPassword(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPassword);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, key === 'password' ? REMOVED : withoutPassword(one)]),
  );
}
