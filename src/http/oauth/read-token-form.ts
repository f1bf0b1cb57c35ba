import express, { type Request, type Response } from 'express';
import { invalidRequest, OauthError } from './oauth-error.ts';

const FORM = 'application/x-www-form-urlencoded';
const BODY_BYTES = 8 * 1024;
const SEND_A_FORM = `Send the parameters in the body as ${FORM}, neither JSON nor compressed`;

const text = express.text({ type: FORM, limit: BODY_BYTES, inflate: false, defaultCharset: 'utf-8' });

/**
 * The parameters of a token request. Those without a value count as absent, and none may come twice (RFC 6749 §3.2).
 * @throws OauthError invalid_request
 */
export async function readTokenForm(request: Request, response: Response): Promise<ReadonlyMap<string, string>> {
  const query = new URLSearchParams(request.url.split('?', 2)[1] ?? '');
  if (query.has('client_secret'))
    throw invalidRequest('The client secret must not be in the address: send it in the body');
  try {
    await new Promise<void>((resolve, reject) => {
      text(request, response, (error?: unknown) => (error ? reject(error) : resolve()));
    });
  } catch (error) {
    throw unreadable(error);
  }
  const body: unknown = request.body;
  if (typeof body !== 'string') throw invalidRequest(SEND_A_FORM);
  const form = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(body)) {
    if (value === '') continue;
    if (form.has(name)) throw invalidRequest('A parameter comes twice: send each once');
    form.set(name, value);
  }
  return form;
}

function unreadable(error: unknown): unknown {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  if (status === 413)
    return new OauthError('invalid_request', `The body is larger than ${BODY_BYTES} bytes`, { status });
  return status === 400 || status === 415 ? invalidRequest(SEND_A_FORM) : error;
}
