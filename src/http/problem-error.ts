/** Errors that only exist on this surface: they never come from a use case. */
export class NotSignedIn extends Error {
  override readonly name = 'NotSignedIn';
  constructor(detail = 'Sign in, or send an API token') {
    super(detail);
  }
}

/** A request that changes something came with a session cookie but without the session's `x-csrf-token`. */
export class CrossSiteRequest extends Error {
  override readonly name = 'CrossSiteRequest';
}

/** The request does not have the shape the contract asks for. */
export class InvalidRequest extends Error {
  override readonly name = 'InvalidRequest';
  readonly errors: readonly { readonly path: string; readonly message: string }[];
  constructor(errors: InvalidRequest['errors']) {
    super(
      errors.length === 1 && errors[0]
        ? `${errors[0].path}: ${errors[0].message}`
        : `${errors.length} parts of the request are not right`,
    );
    this.errors = errors;
  }
}

/** There is no such address, or not with this method. */
export class NoSuchRoute extends Error {
  override readonly name = 'NoSuchRoute';
  readonly allowedMethods: readonly string[];
  constructor(allowedMethods: readonly string[] = []) {
    super(allowedMethods.length > 0 ? `This address knows ${allowedMethods.join(', ')}` : 'There is nothing here');
    this.allowedMethods = allowedMethods;
  }
}

/** The body is not JSON by its content type. */
export class WrongContentType extends Error {
  override readonly name = 'WrongContentType';
  constructor() {
    super('Send the body as application/json');
  }
}
