/** The detail error keywords of RFC 7644 §3.12 (table 9) and RFC 9865 §2.1 that Holdfast uses. */
export type ScimErrorType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'
  | 'invalidVers'
  | 'invalidCursor'
  | 'expiredCursor'
  | 'invalidCount';

/** A refusal in the protocol's terms. `detail` is shown to the client: a sentence that helps, never internals. */
export class ScimError extends Error {
  override readonly name = 'ScimError';
  readonly status: number;
  readonly scimType: ScimErrorType | undefined;
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    status: number,
    scimType: ScimErrorType | undefined,
    detail: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.status = status;
    this.scimType = scimType;
    this.headers = headers;
  }
}

export const badRequest = (scimType: ScimErrorType, detail: string): ScimError => new ScimError(400, scimType, detail);
export const invalidValue = (detail: string): ScimError => badRequest('invalidValue', detail);
export const notFound = (detail: string): ScimError => new ScimError(404, undefined, detail);
