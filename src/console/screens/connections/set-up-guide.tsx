import { List, Stack, Text } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import type { Connection } from '../../api/types.ts';
import { Callout } from '../../components/callout.tsx';
import { CopyField } from '../../components/copy-field.tsx';
import { Facts } from '../../components/facts.tsx';
import classes from './set-up-guide.module.css';
import { SET_UP_STEPS } from './set-up-steps.ts';

interface SetUpGuideProps {
  readonly connection: Connection;
  /** Given right after it was made; it is shown only then. */
  readonly token?: string | undefined;
}

/** What to do in the identity provider, with every value to paste. */
export function SetUpGuide({ connection, token }: SetUpGuideProps) {
  const steps = SET_UP_STEPS[connection.type];
  const toPaste = connection.setUp.filter(({ copy }) => copy);
  const toChoose = connection.setUp.filter(({ copy }) => !copy);
  return (
    <List type="ordered" spacing="sm" size="sm" className={classes.root}>
      {steps.before.map((step) => (
        <List.Item key={step}>{step}</List.Item>
      ))}
      <List.Item>
        <Text>{steps.enter}</Text>
        <Stack gap="sm" className={classes.values}>
          {toPaste.map(({ label, value }) => (
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
          <Facts facts={toChoose.map(({ label, value }) => ({ label, value }))} />
        </Stack>
      </List.Item>
      {steps.after.map((step) => (
        <List.Item key={step}>{step}</List.Item>
      ))}
    </List>
  );
}
