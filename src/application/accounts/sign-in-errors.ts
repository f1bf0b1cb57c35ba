/** E-mail and password do not fit together; which of the two is wrong is not said. */
export class WrongCredentials extends Error {
  override readonly name = 'WrongCredentials';
  constructor() {
    super('E-mail and password do not match');
  }
}

/** Too many failures lately. */
export class TooManyAttempts extends Error {
  override readonly name = 'TooManyAttempts';
  readonly retryAfterSeconds: number;
  constructor(retryAfterSeconds: number) {
    super('Too many failed attempts; try again later');
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The link does not exist, was used, has run out, or its secret is wrong; which of these is not said. */
export class LinkNotUsable extends Error {
  override readonly name = 'LinkNotUsable';
  constructor() {
    super('This link does not work: it may have been used already or have run out');
  }
}
