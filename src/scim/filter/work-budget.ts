import { ScimError } from '../errors/scim-error.ts';

/** Comparisons one request may cost; far above what any client sends, far below what would be felt by others. */
const COMPARISONS = 200_000;

/**
 * Bounds the work of one request whose parts multiply (operations × values × terms), so that no input blocks the event
 * loop. Long texts count more.
 */
export class WorkBudget {
  #left: number;
  constructor(comparisons = COMPARISONS) {
    this.#left = comparisons;
  }

  /** @throws ScimError 413 when the request has cost too much. */
  spend(textLength: number): void {
    this.#left -= 1 + (textLength >> 6);
    if (this.#left < 0) {
      throw new ScimError(413, undefined, 'The request is too large to be applied at once: split its operations');
    }
  }
}
