import { Stack, Text } from '@mantine/core';
import type { ConnectionChoices } from '../../api/connections.ts';
import type { ConnectionType } from '../../api/types.ts';
import { ChoiceCards } from '../../components/choice-cards.tsx';

interface ConnectionPoliciesProps {
  readonly type: ConnectionType;
  readonly value: Pick<ConnectionChoices, 'onLastAdministrator' | 'whileHeld'>;
  readonly onChange: (value: Pick<ConnectionChoices, 'onLastAdministrator' | 'whileHeld'>) => void;
}

/** What happens when the identity provider asks to remove the last administrator. */
export function ConnectionPolicies({ type, value, onChange }: ConnectionPoliciesProps) {
  return (
    <Stack gap="lg">
      <ChoiceCards
        label="When a request would remove the last administrator"
        description="Whatever you choose, the last administrator stays."
        value={value.onLastAdministrator}
        onChange={(onLastAdministrator) => onChange({ ...value, onLastAdministrator })}
        choices={[
          {
            value: 'hold',
            title: 'Accept and hold (recommended)',
            description:
              'The identity provider is told “done”, the role stays, and a hold explains why. It completes by itself as soon as another administrator exists.',
          },
          {
            value: 'reject',
            title: 'Reject with an error',
            description: (
              <>
                The request gets 409, and the user stays active here until the identity provider sends it again.
                {type === 'okta' ? (
                  <Text c="var(--hf-attention)" component="div" mt={4}>
                    A poor choice for Okta: after one failed push it may never send that deactivation again, so the
                    person keeps access even when another administrator exists.
                  </Text>
                ) : (
                  ' Choose it only if your identity provider keeps retrying. Group changes are held either way.'
                )}
              </>
            ),
          },
        ]}
      />
      <ChoiceCards
        label="While a removal is held"
        value={value.whileHeld}
        onChange={(whileHeld) => onChange({ ...value, whileHeld })}
        choices={[
          {
            value: 'end_sessions',
            title: 'End open sessions at once (recommended)',
            description: 'The person is signed out everywhere; signing in again is possible, and alerted.',
          },
          {
            value: 'keep_sessions',
            title: 'Keep open sessions',
            description: 'The person goes on working until the hold is resolved.',
          },
        ]}
      />
    </Stack>
  );
}
