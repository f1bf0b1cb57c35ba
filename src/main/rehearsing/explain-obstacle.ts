import { MISTAKE_TITLES } from '../../application/connections/explain-mistake.ts';
import { CannotRehearse, type ObstacleKind } from '../../story/rehearsal/check-instance.ts';
import { Refused } from '../errors.ts';

interface Explained {
  readonly title: string;
  readonly advice: string;
}

const RENEW = 'make a new one with “holdfast token rotate”, and give it with --token';

const EXPLANATIONS: Readonly<Record<ObstacleKind, Explained>> = {
  wrong_address: {
    title: 'SCIM is not to be found',
    advice: 'give the whole base URL with --to, to which /scim/v2 belongs',
  },
  not_scim: {
    title: 'There is no SCIM server',
    advice: 'give the whole base URL with --to, to which /scim/v2 belongs on Holdfast',
  },
  wrong_token: {
    title: MISTAKE_TITLES.wrong_token,
    advice: 'give the whole token of a connection with --token',
  },
  expired_token: { title: MISTAKE_TITLES.expired_token, advice: RENEW },
  revoked_token: { title: MISTAKE_TITLES.revoked_token, advice: RENEW },
  not_allowed: { title: 'This token may not do it', advice: 'give a token of the whole connection with --token' },
  paused: { title: MISTAKE_TITLES.paused, advice: 'rehearse after “holdfast connection resume”' },
  read_only: { title: 'This instance takes no changes just now', advice: 'rehearse after “holdfast read-only off”' },
  out_of_order: { title: 'This instance is out of order', advice: 'ask “holdfast doctor” what is wrong' },
};

/** What keeps a rehearsal from beginning, in the words of the request log, and what to do. Other errors stay as they are. */
export function explainObstacle(error: unknown, baseUrl: string): unknown {
  if (!(error instanceof CannotRehearse)) return error;
  const { title, advice } = EXPLANATIONS[error.kind];
  const place = error.kind === 'wrong_address' || error.kind === 'not_scim' ? ` at ${baseUrl}` : '';
  const next = error.suggestion === undefined ? advice : `SCIM is at ${error.suggestion}, give that with --to`;
  return new Refused(`${title}${place} (“${oneLine(error.message)}”): ${next}.`);
}

const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').slice(0, 300);
