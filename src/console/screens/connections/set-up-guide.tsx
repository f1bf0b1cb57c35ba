import { List, Select, Stack, Text } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import type { Connection } from '../../api/types.ts';
import { Callout } from '../../components/callout.tsx';
import { CopyField } from '../../components/copy-field.tsx';
import { Facts } from '../../components/facts.tsx';
import { isOtherClient, OTHER_CLIENTS, type OtherClientId } from './other-clients.ts';
import classes from './set-up-guide.module.css';
import { SET_UP_STEPS, type SetUpSteps } from './set-up-steps.ts';

interface SetUpGuideProps {
  readonly connection: Connection;
  /** Given right after it was made; it is shown only then. */
  readonly token?: string | undefined;
}

const CHOICES = Object.entries(OTHER_CLIENTS).map(([value, { name }]) => ({ value, label: name }));

/** What to do in the identity provider, with every value to paste. */
export function SetUpGuide({ connection, token }: SetUpGuideProps) {
  const [client, setClient] = useState<OtherClientId>();
  const isOther = connection.type === 'generic';
  const steps: SetUpSteps = isOther && client ? OTHER_CLIENTS[client] : SET_UP_STEPS[connection.type];
  return (
    <Stack gap="md">
      {isOther && (
        <Select
          label="Instructions for"
          placeholder="Any SCIM 2.0 client"
          data={CHOICES}
          value={client ?? null}
          onChange={(value) => setClient(isOtherClient(value) ? value : undefined)}
          clearable
        />
      )}
      <List type="ordered" spacing="sm" size="sm" className={classes.root}>
        {steps.before.map((step) => (
          <List.Item key={step}>{step}</List.Item>
        ))}
        <List.Item>
          <Text>{steps.enter}</Text>
          <SetUpValues connection={connection} token={token} steps={steps} />
        </List.Item>
        {steps.mappings && (
          <List.Item>
            <Text>Under attribute mapping, see to it that these are mapped:</Text>
            <Stack gap="sm" className={classes.values}>
              <Facts facts={steps.mappings} />
            </Stack>
          </List.Item>
        )}
        {steps.after.map((step) => (
          <List.Item key={step}>{step}</List.Item>
        ))}
      </List>
    </Stack>
  );
}

interface SetUpValuesProps extends SetUpGuideProps {
  readonly steps: SetUpSteps;
}

function SetUpValues({ connection, token, steps }: SetUpValuesProps) {
  const values = connection.setUp.map(({ label, ...rest }) => ({ label: steps.labels?.[label] ?? label, ...rest }));
  return (
    <Stack gap="sm" className={classes.values}>
      {values
        .filter(({ copy }) => copy)
        .map(({ label, value }) => (
          <CopyField key={label} label={label} value={value} />
        ))}
      {token ? (
        <>
          <CopyField label={steps.tokenLabel} value={token} />
          <Callout tone="attention" icon={<IconKey size={18} />}>
            The token is shown only now: Holdfast keeps just its hash. If it is lost, make a new one with “Rotate
            token”.
          </Callout>
        </>
      ) : (
        <Text c="dimmed">
          {steps.tokenLabel}: the token that was shown when it was made. If it is lost, rotate it below.
        </Text>
      )}
      <Facts facts={values.filter(({ copy }) => !copy).map(({ label, value }) => ({ label, value }))} />
    </Stack>
  );
}
