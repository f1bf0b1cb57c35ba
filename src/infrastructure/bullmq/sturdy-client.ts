import { Client } from 'pg';

/**
 * A client whose connection may break at any moment without ending the process. BullMQ takes clients out of its pool for
 * several statements, and between two of them nobody listens: an error that arrives just then would be thrown at the
 * process. What BullMQ asks next fails all the same, and tells.
 */
export class SturdyClient extends Client {
  constructor(...args: ConstructorParameters<typeof Client>) {
    super(...args);
    this.on('error', () => {});
  }
}
