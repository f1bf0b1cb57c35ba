import type { MembershipCause, PersonDetail } from '../../api/types.ts';
import { CopyableCode } from '../../components/copyable-code.tsx';
import { Facts } from '../../components/facts.tsx';
import { Time } from '../../components/time.tsx';

function causeText(cause: MembershipCause): string {
  if (cause.by === 'connection') return `the directory, over ${cause.connectionName ?? 'a deleted connection'}`;
  return `${cause.email ?? 'a person'}, by hand${cause.reason ? `: ${cause.reason}` : ''}`;
}

const SINCE = { active: 'Member since', suspended: 'Suspended', ended: 'Ended' } as const;

export function PersonFacts({ person }: { readonly person: PersonDetail }) {
  return (
    <Facts
      facts={[
        { label: 'E-mail', value: person.email },
        { label: SINCE[person.state], value: <Time at={person.since} format="full" /> },
        person.cause !== undefined && { label: 'By', value: causeText(person.cause) },
        {
          label: 'Last sign-in',
          value: person.lastSignInAt ? <Time at={person.lastSignInAt} format="full" /> : 'never',
        },
        { label: 'Account id', value: <CopyableCode value={person.accountId} /> },
      ]}
    />
  );
}
