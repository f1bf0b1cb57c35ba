import type { HoldState, MembershipState, SyncJobKind, SyncJobState } from '../api/types.ts';
import { JOB_KINDS } from '../components/job-kinds.ts';
import { JOB_STATES } from '../components/job-state-badge.tsx';
import { type PeriodSearch, periodIn } from './period.ts';
import { compact, textIn, wordIn, wordsIn } from './search-text.ts';

type Raw = Record<string, unknown>;
const keysOf = <K extends string>(record: Readonly<Record<K, unknown>>) => Object.keys(record) as K[];

export interface JobSearch extends PeriodSearch {
  readonly state?: SyncJobState[];
  readonly kind?: SyncJobKind[];
  readonly connection?: string;
  readonly group?: string;
  readonly mapping?: string;
  readonly person?: string;
}

export const jobSearch = (raw: Raw): JobSearch => ({
  ...periodIn(raw),
  ...compact({
    state: wordsIn(raw, 'state', keysOf(JOB_STATES)),
    kind: wordsIn(raw, 'kind', keysOf(JOB_KINDS)),
    connection: textIn(raw, 'connection'),
    group: textIn(raw, 'group'),
    mapping: textIn(raw, 'mapping'),
    person: textIn(raw, 'person'),
  }),
});

export interface HoldSearch {
  /** Default: open ones. */
  readonly show?: 'closed';
}

export const holdSearch = (raw: Raw): HoldSearch => compact({ show: wordIn(raw, 'show', ['closed']) });

export const CLOSED_HOLDS: readonly HoldState[] = ['completed', 'superseded', 'discarded'];

export interface DirectorySearch {
  readonly query?: string;
  readonly connection?: string;
  readonly group?: string;
  readonly link?: 'linked' | 'unlinked';
  readonly active?: 'true' | 'false';
}

export const directorySearch = (raw: Raw): DirectorySearch =>
  compact({
    query: textIn(raw, 'query'),
    connection: textIn(raw, 'connection'),
    group: textIn(raw, 'group'),
    link: wordIn(raw, 'link', ['linked', 'unlinked']),
    active: wordIn(raw, 'active', ['true', 'false']),
  });

/** Kinds of answers, by what people call them. */
export const REQUEST_CLASSES = { '2xx': 'Done', '4xx': 'Refused', '5xx': 'Failed' } as const;

export interface RequestSearch {
  readonly answer?: keyof typeof REQUEST_CLASSES;
}

export const requestSearch = (raw: Raw): RequestSearch =>
  compact({ answer: wordIn(raw, 'answer', keysOf(REQUEST_CLASSES)) });

export interface PeopleSearch {
  readonly query?: string;
  readonly state?: MembershipState;
}

export const peopleSearch = (raw: Raw): PeopleSearch =>
  compact({ query: textIn(raw, 'query'), state: wordIn(raw, 'state', ['active', 'suspended', 'ended']) });

export interface AuditSearch extends PeriodSearch {
  readonly action?: string;
  readonly outcome?: 'done' | 'unchanged' | 'refused';
}

export const auditSearch = (raw: Raw): AuditSearch => ({
  ...periodIn(raw),
  ...compact({
    action: textIn(raw, 'action'),
    outcome: wordIn(raw, 'outcome', ['done', 'unchanged', 'refused']),
  }),
});

export const accountSearch = (raw: Raw): { readonly query?: string } => compact({ query: textIn(raw, 'query') });

/** Where to go after signing in; only paths of the console itself. */
export const signInSearch = (raw: Raw): { readonly to?: string } => {
  const to = textIn(raw, 'to');
  return to?.startsWith('/') && !to.startsWith('//') ? { to } : {};
};
