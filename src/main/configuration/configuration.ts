import type { Settings } from './settings.ts';

/** The whole configuration of one process, checked. Paths are absolute. */
export interface Configuration
  extends Omit<Settings, 'tlsCert' | 'tlsKey' | 'dataDirectory' | 'trustedProxy' | 'baseUrl'> {
  readonly dataDirectory: string;
  readonly baseUrl?: string | undefined;
  /** Contents of the PEM files. */
  readonly tls?: { readonly cert: string; readonly key: string };
  readonly trustedProxy?: readonly string[];
}

/** The configuration is wrong. The message has a line for each problem, which says what to do about it. */
export class WrongConfiguration extends Error {
  override readonly name = 'WrongConfiguration';
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
  }
}
