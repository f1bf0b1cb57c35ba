import { MISTAKE_TITLES } from '../../application/connections/explain-mistake.ts';
import { CannotRehearse, type ObstacleKind } from '../../story/rehearsal/check-instance.ts';
import { Refused } from '../errors.ts';

interface Explained {
  readonly title: string;
  readonly advice: string;
}

const RENEW = 'Make a new one with “holdfast token rotate”, and give it with --token';

const EXPLANATIONS: Readonly<Record<ObstacleKind, Explained>> = {
  wrong_address: {
    title: MISTAKE_TITLES.missing_scim_path,
    advice: 'Give the whole base URL with --to: the part /scim/v2 belongs to it',
  },
  not_scim: {
    title: 'This is no SCIM server',
    advice: 'Give the whole base URL with --to: for Holdfast, the part /scim/v2 belongs to it',
  },
  wrong_token: {
    title: MISTAKE_TITLES.wrong_token,
    advice: 'Give the whole token of a connection with --token',
  },
  expired_token: { title: MISTAKE_TITLES.expired_token, advice: RENEW },
  revoked_token: { title: MISTAKE_TITLES.revoked_token, advice: RENEW },
  not_allowed: { title: 'This token may not do it', advice: 'Give a token of the whole connection with --token' },
  paused: { title: MISTAKE_TITLES.paused, advice: 'Rehearse after “holdfast connection resume”' },
  read_only: { title: 'This instance takes no changes just now', advice: 'Rehearse after “holdfast read-only off”' },
  out_of_order: { title: 'This instance is out of order', advice: 'Ask “holdfast doctor” what is wrong' },
};

/** What keeps a rehearsal from beginning, in the words of the request log, and what to do. Other errors stay as they are. */
export function explainObstacle(error: unknown, baseUrl: string): unknown {
  if (!(error instanceof CannotRehearse)) return error;
  const { title, advice } = EXPLANATIONS[error.kind];
  const place = error.kind === 'wrong_address' || error.kind === 'not_scim' ? ` (${baseUrl})` : '';
  const next = error.suggestion === undefined ? advice : `SCIM is at ${error.suggestion}: give that with --to`;
  return new Refused(`${title}${place}. It said: “${oneLine(error.message)}”. ${next}.`);
}

const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').slice(0, 300);
