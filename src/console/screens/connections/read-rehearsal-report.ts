/** What `holdfast rehearse --report FILE.json` writes, as far as it is shown here. */
export interface RehearsalReport {
  readonly address: string;
  readonly server: string | undefined;
  readonly rehearsedBy: string;
  readonly endedAt: string;
  readonly passed: boolean;
  readonly stopped: string | undefined;
  readonly clients: readonly RehearsedClient[];
}

export interface RehearsedClient {
  readonly title: string;
  readonly passed: number;
  readonly behaviours: readonly RehearsedBehaviour[];
}

export interface RehearsedBehaviour {
  readonly behaviour: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly reason: string | undefined;
  readonly requests: readonly { readonly sent: string; readonly expected: string; readonly came: string }[];
}

/** The file is none of these reports. */
export class NoRehearsalReport extends Error {
  override readonly name = 'NoRehearsalReport';
  constructor() {
    super('This file is no report of a rehearsal: open the one that “holdfast rehearse --report report.json” wrote.');
  }
}

const MOST_CHARACTERS = 20_000_000;

/** Anything may be in a file: whatever is not of the right kind is refused. @throws NoRehearsalReport */
export function readRehearsalReport(text: string): RehearsalReport {
  if (text.length > MOST_CHARACTERS) throw new NoRehearsalReport();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new NoRehearsalReport();
  }
  const report = fieldsOf(value);
  const instance = fieldsOf(report.instance);
  if (report.format !== 1 || Number.isNaN(Date.parse(textOf(report.endedAt)))) throw new NoRehearsalReport();
  return {
    address: textOf(instance.address),
    server: optionalText(instance.server),
    rehearsedBy: textOf(report.rehearsedBy),
    endedAt: textOf(report.endedAt),
    passed: report.passed === true,
    stopped: optionalText(report.stopped),
    clients: listOf(report.clients).map(readClient),
  };
}

function readClient(value: unknown): RehearsedClient {
  const client = fieldsOf(value);
  const behaviours = listOf(client.behaviours).map(readBehaviour);
  return {
    title: textOf(client.title),
    behaviours,
    passed: behaviours.filter(({ outcome }) => outcome === 'passed').length,
  };
}

function readBehaviour(value: unknown): RehearsedBehaviour {
  const { behaviour, outcome, reason, requests } = fieldsOf(value);
  if (outcome !== 'passed' && outcome !== 'failed' && outcome !== 'skipped') throw new NoRehearsalReport();
  return {
    behaviour: textOf(behaviour),
    outcome,
    reason: optionalText(reason),
    requests: listOf(requests).map((request) => {
      const { sent, expected, came } = fieldsOf(request);
      return { sent: textOf(sent), expected: textOf(expected), came: textOf(came) };
    }),
  };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new NoRehearsalReport();
  return value as Readonly<Record<string, unknown>>;
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw new NoRehearsalReport();
  return value;
}

const optionalText = (value: unknown): string | undefined => (value === undefined ? undefined : textOf(value));

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new NoRehearsalReport();
  return value;
}
