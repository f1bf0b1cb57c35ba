import { Group, NumberInput, Stack, Switch, Text } from '@mantine/core';
import type { Connection } from '../../api/types.ts';

/** `null`: as the installation is configured. */
export interface LimitChoices {
  readonly rateLimit: NonNullable<Connection['rateLimit']> | null;
  readonly keptRequests: number | null;
}

interface ConnectionLimitsProps {
  readonly value: LimitChoices;
  readonly onChange: (value: LimitChoices) => void;
}

/** What the fields begin with when somebody switches them on. */
const RATE = { requestsPerSecond: 50, burst: 200 };
const KEPT = 500;

export const limitsOf = ({ rateLimit, keptRequests }: Connection): LimitChoices => ({
  rateLimit: rateLimit ?? null,
  keptRequests: keptRequests ?? null,
});

/** How fast the identity provider may send, and how many of its requests are kept. */
export function ConnectionLimits({ value, onChange }: ConnectionLimitsProps) {
  const { rateLimit, keptRequests } = value;
  return (
    <Stack gap="sm">
      <Switch
        label="A rate limit of its own"
        description="Requests beyond it are answered “later” (429), and sent again by the identity provider. Otherwise the limit of the installation holds."
        checked={rateLimit !== null}
        onChange={({ currentTarget }) => onChange({ ...value, rateLimit: currentTarget.checked ? RATE : null })}
      />
      {rateLimit && (
        <Group grow align="flex-start">
          <NumberInput
            label="Requests a second"
            min={1}
            max={10_000}
            allowDecimal={false}
            value={rateLimit.requestsPerSecond}
            onChange={(next) =>
              onChange({ ...value, rateLimit: { ...rateLimit, requestsPerSecond: wholeNumber(next, 1) } })
            }
          />
          <NumberInput
            label="At once, after a pause"
            min={1}
            max={10_000}
            allowDecimal={false}
            value={rateLimit.burst}
            onChange={(next) => onChange({ ...value, rateLimit: { ...rateLimit, burst: wholeNumber(next, 1) } })}
          />
        </Group>
      )}
      <Switch
        label="Another number of requests kept"
        description="To be looked at under “Requests”. Otherwise as many as the installation keeps for each connection."
        checked={keptRequests !== null}
        onChange={({ currentTarget }) => onChange({ ...value, keptRequests: currentTarget.checked ? KEPT : null })}
      />
      {keptRequests !== null && (
        <>
          <NumberInput
            label="Requests kept"
            min={0}
            max={5_000}
            allowDecimal={false}
            value={keptRequests}
            onChange={(next) => onChange({ ...value, keptRequests: wholeNumber(next, 0) })}
          />
          {keptRequests === 0 && (
            <Text c="var(--hf-attention)">Without any, Holdfast cannot say what is wrong with a set-up.</Text>
          )}
        </>
      )}
    </Stack>
  );
}

const wholeNumber = (value: string | number, least: number): number => Math.max(least, Math.trunc(Number(value)) || 0);
