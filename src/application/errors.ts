/** There is no such thing for this caller. Things of other tenants are reported the same way. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
  readonly kind: string;
  readonly id: string;
  constructor(kind: string, id: string) {
    super(`There is no ${kind} ${id}`);
    this.kind = kind;
    this.id = id;
  }
}

/** The input breaks a rule that its shape alone does not show. `field` names the input, the message says what would do. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
  readonly field: string;
  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/** Something of that name, slug or address exists already. */
export class AlreadyExists extends Error {
  override readonly name = 'AlreadyExists';
  readonly field: string;
  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/** The present state does not allow the action; the message says why and what would. */
export class NotAllowedNow extends Error {
  override readonly name = 'NotAllowedNow';
}

/** The caller may not do this. */
export class Forbidden extends Error {
  override readonly name = 'Forbidden';
}
