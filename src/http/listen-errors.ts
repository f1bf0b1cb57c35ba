/** The service may not be reachable from other machines without TLS. */
export class UnprotectedAddress extends Error {
  override readonly name = 'UnprotectedAddress';
  constructor(host: string) {
    super(
      `${host} is reachable from other machines, which needs TLS: set TLS_CERT and TLS_KEY, or TRUSTED_PROXY when a proxy does it, or listen on 127.0.0.1`,
    );
  }
}

/** Another program listens on the port already. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken';
  readonly port: number;
  constructor(host: string, port: number) {
    super(`Port ${port} on ${host} is taken by another program: stop it, or choose another port with PORT`);
    this.port = port;
  }
}

/** The address or the port cannot be used by this process, or certificate and key are not usable. */
export class CannotListen extends Error {
  override readonly name = 'CannotListen';
}
