/** JSON in which strings may hold `{{name}}`; a string that is nothing else becomes the variable itself, whatever it is. */
export type Template = null | boolean | number | string | readonly Template[] | { readonly [key: string]: Template };

/** What a value of the answer must be: an equal value, or one of these. */
export type Matcher =
  | Template
  | { readonly $exists: boolean }
  | { readonly $ignoringCase: string }
  | { readonly $startsWith: string }
  | { readonly $not: Template }
  | { readonly $includes: Template }
  | { readonly $oneOf: readonly Template[] }
  | { readonly $sameMembers: Template }
  | { readonly $atLeast: number }
  | { readonly $count: Template }
  | { readonly $text: true };

/** One request of an identity provider and what it needs for an answer. */
export interface Exchange {
  /** What the provider does, in a few words. */
  readonly step: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the SCIM base URL. Variables are encoded the way the provider encodes them. */
  readonly path: string;
  /** Beside the provider's own; `null` leaves one of those out. */
  readonly headers?: { readonly [name: string]: string | null };
  readonly body?: Template;
  /** Sends it once for each element of a list, so many at a time; what is saved becomes a list. */
  readonly forEach?: { readonly of: Template; readonly as: string; readonly atOnce: number };
  readonly expect: {
    readonly status: readonly number[];
    /** Name of a header, in lower case → matcher. */
    readonly headers?: { readonly [name: string]: Matcher };
    /** Path in the answer (`name.givenName`, `Resources.0.id`, `members.*.value`) → matcher. Ignored without a body. */
    readonly body?: { readonly [path: string]: Matcher };
  };
  /** Variable → path in the answer. The variable's name may hold variables itself. */
  readonly save?: { readonly [variable: string]: string };
}

/** How one identity provider speaks. */
export interface Provider {
  readonly name: string;
  readonly title: string;
  readonly headers: { readonly [name: string]: string };
  /** Sent with a body only. */
  readonly contentType: string;
  /** How a space in a query is written. */
  readonly space: '%20' | '+';
}

export type Variables = { readonly [name: string]: unknown };
