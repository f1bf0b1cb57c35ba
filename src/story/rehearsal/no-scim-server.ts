const ADVICE: Readonly<Record<string, string>> = {
  EPROTO: ': it does not speak HTTPS',
  ENOTFOUND: ': nobody knows that host name',
  DEPTH_ZERO_SELF_SIGNED_CERT: ': its certificate is self-signed; name it in NODE_EXTRA_CA_CERTS',
  SELF_SIGNED_CERT_IN_CHAIN: ': its certificate comes from an unknown authority; name that in NODE_EXTRA_CA_CERTS',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    ': its certificate comes from an unknown authority; name that in NODE_EXTRA_CA_CERTS',
  CERT_HAS_EXPIRED: ': its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: ': its certificate is for another host name',
};

/** Nothing answers there. */
export class NoScimServer extends Error {
  override readonly name = 'NoScimServer';
  constructor(baseUrl: string, cause: unknown) {
    const { code, message } = cause as NodeJS.ErrnoException;
    super(`No server answers at ${baseUrl} (${code ?? message})${ADVICE[code ?? ''] ?? ''}`);
  }
}
