import type { SyncJob } from '../../api/types.ts';
import { durationText } from '../../components/time-format.ts';
import { countsText } from './counts-text.ts';

/** What became of a job, in a sentence. */
export function jobSentence(job: SyncJob): string {
  const counts = countsText(job.counts);
  const people = counts ? ` People: ${counts}.` : '';
  const took = job.finishedAt ? durationText(Date.parse(job.finishedAt) - Date.parse(job.createdAt)) : undefined;
  switch (job.state) {
    case 'queued':
      return job.attempts > 0
        ? `Waits to be taken up again, after ${job.attempts} ${job.attempts === 1 ? 'attempt' : 'attempts'}.${people}`
        : 'Accepted; a worker takes it up next.';
    case 'running':
      return job.done === undefined
        ? 'A worker is deciding about its people.'
        : `A worker is deciding about its people: ${job.done.toLocaleString()} so far.`;
    case 'applied':
      return counts ? `In force${took ? ` ${took} after it arrived` : ''}.${people}` : 'It concerned nobody’s access.';
    case 'partly_applied':
      return `Applied where it could be; the guard kept the last administrator.${people}`;
    case 'held':
      return `The guard refused it, because no administrator would remain.${people}`;
    case 'refused':
      return 'The identity provider was answered 409, and nothing was changed.';
    case 'failed':
      return `It failed after ${job.attempts} ${job.attempts === 1 ? 'attempt' : 'attempts'}.${people}`;
    case 'discarded':
      return `A person decided that it should not happen.${people}`;
    case 'superseded':
      return `Later changes made it unnecessary.${people}`;
  }
}
