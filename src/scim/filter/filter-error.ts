/**
 * A filter that cannot be used: it does not parse, or asks what an attribute cannot be asked. Says where, and what was
 * expected there.
 */
export class FilterError extends Error {
  override readonly name = 'FilterError';
  readonly at: number;
  constructor(at: number, problem: string) {
    super(`${problem} (position ${at + 1})`);
    this.at = at;
  }
}
