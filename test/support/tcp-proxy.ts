import { connect, createServer, type Server, type Socket } from 'node:net';

type Fault = 'none' | 'lose the answer' | 'lose the request';

/**
 * Stands between an adapter and its server and misbehaves on demand. It knows no protocol: what is recognized is a
 * marker among the bytes a client sends.
 */
export class TcpProxy {
  readonly #target: { readonly host: string; readonly port: number };
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #stalled = false;
  #fault: Fault = 'none';
  #marker = '';
  #refusesAfterwards = false;
  #turns = 0;
  port = 0;

  private constructor(target: { readonly host: string; readonly port: number }) {
    this.#target = target;
  }

  static async start(target: { readonly host: string; readonly port: number }): Promise<TcpProxy> {
    const proxy = new TcpProxy(target);
    await proxy.accept();
    return proxy;
  }

  /** How often the client spoke after the server had spoken: round trips. */
  get turns(): number {
    return this.#turns;
  }

  /** Listens (again), on the port it had. */
  async accept(): Promise<void> {
    this.#stalled = false;
    const server = createServer((client) => this.#relay(client));
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    const address = server.address();
    if (typeof address === 'object' && address !== null) this.port = address.port;
  }

  /** Like a server that is gone: connections break and new ones are refused. */
  async refuse(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    const closed = server === undefined ? undefined : new Promise((resolve) => server.close(resolve));
    this.cut();
    await closed;
  }

  /** Like a server that hangs, or a network that swallows everything: connections stay and nothing comes back. */
  stall(): void {
    this.#stalled = true;
    for (const socket of this.#sockets) socket.pause();
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
  }

  /**
   * The next request with the marker is carried out, but the connection breaks before its answer arrives; `refusing` new
   * ones from that moment on.
   */
  loseAnswerTo(marker: string, { refusing = false } = {}): void {
    this.#fault = 'lose the answer';
    this.#refusesAfterwards = refusing;
    this.#marker = marker;
  }

  /** The connection breaks before the next request with the marker arrives. */
  loseRequest(marker: string): void {
    this.#fault = 'lose the request';
    this.#marker = marker;
  }

  async close(): Promise<void> {
    await this.refuse();
  }

  #relay(client: Socket): void {
    const server = connect(this.#target);
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => {});
      if (this.#stalled) socket.pause();
    }
    const end = () => {
      for (const socket of [client, server]) {
        socket.destroy();
        this.#sockets.delete(socket);
      }
    };
    client.on('close', end);
    server.on('close', end);
    let serverSpoke = true;
    let loseAnswer = false;
    client.on('data', (bytes) => {
      if (serverSpoke) this.#turns++;
      serverSpoke = false;
      if (this.#fault !== 'none' && bytes.includes(this.#marker)) {
        const fault = this.#fault;
        this.#fault = 'none';
        if (fault === 'lose the request') return end();
        loseAnswer = true;
      }
      server.write(bytes);
    });
    server.on('data', (bytes) => {
      serverSpoke = true;
      if (loseAnswer && this.#refusesAfterwards) void this.refuse();
      if (loseAnswer) end();
      else client.write(bytes);
    });
  }
}
