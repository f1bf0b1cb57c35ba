/** One request, in words for people. */
export interface RequestOnReport {
  /** What the client does, in a few words. */
  readonly step: string;
  /** `PATCH /Users/0195…`, below the base URL, decoded. */
  readonly sent: string;
  readonly body?: unknown;
  readonly expected: string;
  readonly came: string;
}

export interface BehaviourOnReport {
  readonly behaviour: string;
  /** `skipped`: it builds on something that failed. */
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** What was wrong. */
  readonly reason?: string;
  readonly requests: readonly RequestOnReport[];
}

export interface ClientOnReport {
  readonly client: string;
  readonly title: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly requests: number;
  readonly behaviours: readonly BehaviourOnReport[];
  /** What could not be removed again: `/Users/…`. */
  readonly leftBehind: readonly string[];
}

/** What a rehearsal found, for people to show and scripts to read. It holds no token and nobody's data. */
export interface RehearsalReport {
  /** Of this form. */
  readonly format: 1;
  readonly instance: {
    readonly address: string;
    /** As the instance calls itself, when it does: `Holdfast/1.2.0`. */
    readonly server?: string;
  };
  /** With which version of Holdfast it was rehearsed. */
  readonly rehearsedBy: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly passed: boolean;
  /** It was stopped before its end: why. */
  readonly stopped?: string;
  readonly clients: readonly ClientOnReport[];
}
