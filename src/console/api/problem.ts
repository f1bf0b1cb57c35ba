/** One field of a request that was not right, as the API names it. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** The API's problem+json (RFC 9457), or the fact that no answer came, as an error the screens can show. */
export class Problem extends Error {
  override readonly name = 'Problem';
  /** HTTP status; 0 when the service could not be reached. */
  readonly status: number;
  readonly title: string;
  /** The last part of the problem's type: `last-administrator`; empty when it had none. */
  readonly kind: string;
  readonly fields: readonly FieldProblem[];
  readonly requestId: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(init: {
    status: number;
    title: string;
    kind?: string | undefined;
    detail?: string | undefined;
    fields?: readonly FieldProblem[];
    requestId?: string | undefined;
    retryAfterSeconds?: number | undefined;
  }) {
    super(init.detail ?? init.title);
    this.status = init.status;
    this.title = init.title;
    this.kind = init.kind ?? '';
    this.fields = init.fields ?? [];
    this.requestId = init.requestId;
    this.retryAfterSeconds = init.retryAfterSeconds;
  }
}

export const unreachable = (): Problem =>
  new Problem({
    status: 0,
    title: 'Holdfast cannot be reached',
    detail: 'The console got no answer. The service may be restarting, or your network may be down.',
  });

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** `body.match.name` names the field `match.name`. */
const fieldName = (path: string): string => path.replace(/^(body|query|params)\./, '');

function fieldProblems(value: unknown): FieldProblem[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isObject).flatMap((entry) => {
    const path = text(entry.path);
    const message = text(entry.message);
    return path && message ? [{ field: fieldName(path), message }] : [];
  });
}

/** Reads a refused answer, whatever came instead of problem+json. */
export function problemFrom(response: Response, body: unknown): Problem {
  const fields = isObject(body) ? body : {};
  const retryAfter = Number(response.headers.get('retry-after'));
  return new Problem({
    status: response.status,
    title: text(fields.title) ?? `The service answered ${response.status}`,
    kind: text(fields.type)?.split(/[/:]/).at(-1),
    detail: text(fields.detail),
    fields: fieldProblems(fields.errors),
    requestId: text(fields.instance) ?? response.headers.get('x-request-id') ?? undefined,
    retryAfterSeconds: Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : undefined,
  });
}

const ADVICE_BY_KIND: Readonly<Record<string, string>> = {
  'wrong-credentials': 'Check the e-mail and the password, then try again.',
  'cross-site-request': 'You may have signed in anew in another tab. Reload the page and try again.',
  'last-administrator': 'Make somebody else administrator first, then try again.',
};

/** What a person can do about it. */
export function adviceFor(problem: Problem): string {
  const known = ADVICE_BY_KIND[problem.kind];
  if (known) return known;
  switch (problem.status) {
    case 0:
      return 'Check that the service is running, then try again.';
    case 401:
      return 'Sign in again to continue.';
    case 403:
      return 'Ask an administrator whose role allows it.';
    case 404:
      return 'It may have been deleted, or the address may be mistyped. Go back to the list.';
    case 409:
      return 'Something changed, or does not allow this now. Reload and look again.';
    case 429:
      return `Too many requests. Wait ${problem.retryAfterSeconds ?? 60} seconds, then try again.`;
    case 503:
      return `The service is busy or its database is away. Try again in ${problem.retryAfterSeconds ?? 10} seconds.`;
    default:
      return problem.status >= 500
        ? 'Try again. If it keeps happening, look for the request id in the service’s log.'
        : 'Correct the input and try again.';
  }
}

export const asProblem = (error: unknown): Problem =>
  error instanceof Problem
    ? error
    : new Problem({ status: -1, title: 'Something went wrong in the console', detail: String(error) });
