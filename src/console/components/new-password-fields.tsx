import { PasswordInput, Progress, Stack, Text } from '@mantine/core';
import { useId } from 'react';
import { passwordStrength } from './password-strength.ts';

interface NewPasswordFieldsProps {
  readonly label?: string;
  readonly password: string;
  readonly confirmation: string;
  readonly onPassword: (value: string) => void;
  readonly onConfirmation: (value: string) => void;
  readonly passwordError?: string | undefined;
  readonly confirmationError?: string | undefined;
  /** What the password should not contain: the person's own name and e-mail. */
  readonly related?: readonly string[];
}

const COLORS = ['gray', 'red', 'yellow', 'teal'] as const;

/** A new password, typed twice, with a hint how good it is. */
export function NewPasswordFields(props: NewPasswordFieldsProps) {
  const {
    label = 'Password',
    password,
    confirmation,
    onPassword,
    onConfirmation,
    passwordError,
    confirmationError,
    related,
  } = props;
  const strength = passwordStrength(password, related);
  const hintId = useId();
  return (
    <>
      <Stack gap={6}>
        <PasswordInput
          label={label}
          autoComplete="new-password"
          value={password}
          onChange={(event) => onPassword(event.currentTarget.value)}
          error={passwordError}
          aria-describedby={hintId}
        />
        <Progress
          value={((strength.score + (password ? 1 : 0)) / 4) * 100}
          color={COLORS[strength.score]}
          size={4}
          aria-hidden
        />
        <Text size="xs" c="dimmed" id={hintId} aria-live="polite">
          {strength.hint}
        </Text>
      </Stack>
      <PasswordInput
        label="Password again"
        autoComplete="new-password"
        value={confirmation}
        onChange={(event) => onConfirmation(event.currentTarget.value)}
        error={confirmationError}
      />
    </>
  );
}

/** Why these two do not do, by field; nothing when they do. */
export const newPasswordErrors = (password: string, confirmation: string): Record<string, string> => ({
  ...(passwordStrength(password).score === 0 ? { password: passwordStrength(password).hint } : {}),
  ...(password !== confirmation ? { confirmation: 'The two passwords differ' } : {}),
});
