import { Group, Radio, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './choice-cards.module.css';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly title: string;
  readonly description: ReactNode;
  readonly icon?: ReactNode;
  readonly disabled?: boolean;
}

interface ChoiceCardsProps<Value extends string> {
  readonly label: string;
  readonly description?: ReactNode;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** A choice whose consequences need a sentence each. Arrow keys move between the cards. */
export function ChoiceCards<Value extends string>(props: ChoiceCardsProps<Value>) {
  const { label, description, choices, value, onChange } = props;
  return (
    <Radio.Group
      label={label}
      description={description}
      inputWrapperOrder={['label', 'description', 'input', 'error']}
      value={value}
      onChange={(next) => {
        const choice = choices.find((each) => each.value === next);
        if (choice) onChange(choice.value);
      }}
    >
      <Stack gap="xs" mt={8}>
        {choices.map((choice) => (
          <Radio.Card
            key={choice.value}
            value={choice.value}
            radius="md"
            className={classes.card}
            disabled={choice.disabled ?? false}
            aria-label={choice.title}
          >
            <Group wrap="nowrap" align="flex-start" gap="sm">
              <Radio.Indicator size="sm" mt={2} />
              {choice.icon}
              <div>
                <Text fw={580}>{choice.title}</Text>
                <Text c="dimmed" component="div">
                  {choice.description}
                </Text>
              </div>
            </Group>
          </Radio.Card>
        ))}
      </Stack>
    </Radio.Group>
  );
}
