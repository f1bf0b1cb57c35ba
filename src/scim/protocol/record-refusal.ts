import { LastAdministrator } from '../../application/access/last-administrator.ts';
import type { Application } from '../../application/application.ts';
import { InstallationReadOnly } from '../../application/operation/installation-read-only.ts';
import type { ConnectionRequest } from '../../application/provisioning/connection-request.ts';
import type { DirectoryUseCases } from '../directory-use-cases.ts';
import { translateError } from '../errors/translate-error.ts';

/** NUL and lone surrogates, which a message may repeat from the request but no database stores. */
const UNSTORABLE = /[\0\p{Surrogate}]/gu;

export const storable = (text: string): string => text.replaceAll(UNSTORABLE, '\ufffd');

interface Recording {
  readonly application: Application;
  readonly directory: Pick<DirectoryUseCases, 'recordRefusedRequest'>;
}

/**
 * Every authenticated write leaves an audit event: done and unchanged ones, and those the guard rejects, in their use
 * case, the other refusals here. While none can be written, whatever is wrong with a request, it is answered 503.
 */
export async function recordRefusal(
  { application, directory }: Recording,
  request: ConnectionRequest,
  error: unknown,
): Promise<void> {
  const refusal = translateError(error);
  if (!refusal || refusal.status >= 500 || error instanceof LastAdministrator) return;
  try {
    const reason = storable(refusal.message);
    await directory.recordRefusedRequest(application, request, { status: refusal.status, reason });
  } catch (failure) {
    if (failure instanceof InstallationReadOnly) throw failure;
    const { requestId } = request;
    application.reportError(failure, { requestId, part: 'the audit event of a refused SCIM request' });
  }
}
