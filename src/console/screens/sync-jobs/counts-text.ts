import type { SyncJob } from '../../api/types.ts';
import { VERDICTS } from '../../components/verdict-badge.tsx';

const ORDER = ['held', 'applied', 'exempted', 'deferred', 'unlinked', 'discarded', 'superseded', 'unchanged'] as const;

/** `1 held, 4 applied`: what became of a job's people, what needs attention first. Empty while nobody is decided. */
export const countsText = (counts: SyncJob['counts']): string =>
  ORDER.filter((verdict) => (counts[verdict] ?? 0) > 0)
    .map((verdict) => `${(counts[verdict] ?? 0).toLocaleString()} ${VERDICTS[verdict].label.toLowerCase()}`)
    .join(', ');
