/** The codes of RFC 6749 §5.2 that a token endpoint for client credentials has use for, and two for what is our trouble. */
export type OauthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'unsupported_grant_type'
  | 'temporarily_unavailable'
  | 'server_error';

/** A refusal of the token endpoint. The message is told as `error_description`: a sentence that helps, never internals. */
export class OauthError extends Error {
  override readonly name = 'OauthError';
  readonly code: OauthErrorCode;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    code: OauthErrorCode,
    description: string,
    {
      status = 400,
      headers = {},
    }: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(description);
    this.code = code;
    this.status = status;
    this.headers = headers;
  }
}

export const invalidRequest = (description: string): OauthError => new OauthError('invalid_request', description);

/** RFC 6749 §5.2 asks for the challenge when the client came with an Authorization header; it does no harm otherwise. */
export const invalidClient = (description: string): OauthError =>
  new OauthError('invalid_client', description, {
    status: 401,
    headers: { 'www-authenticate': 'Basic realm="Holdfast OAuth", charset="UTF-8"' },
  });
