import type { Exchange, Variables } from './exchange.ts';
import { fill, fillString, MissingVariable } from './fill-template.ts';
import { mismatches, valueAt } from './match-answer.ts';
import type { Answer, ScimClient } from './scim-client.ts';

/** An answer was not what the provider needs. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
  readonly answer: Answer | undefined;
  constructor(exchange: Exchange, variables: Variables, complaints: readonly string[], answer?: Answer) {
    const path = fillString(exchange.path, variables);
    super(`${exchange.step} (${exchange.method} ${path}): ${complaints.join('; ')}`);
    this.answer = answer;
  }
}

/** One request that was sent, and what came. */
export interface Played {
  readonly exchange: Exchange;
  readonly variables: Variables;
  /** Undefined when none came. */
  readonly answer: Answer | undefined;
  readonly complaints: readonly string[];
}

export interface Watch {
  /** Told the variables with what was just saved. */
  readonly saved?: (variables: Variables) => void;
  readonly played?: (played: Played) => void;
}

/**
 * Plays exchanges one after the other and returns the variables with what was saved on the way.
 * @throws UnexpectedAnswer at the first answer that is not as expected, or that did not come.
 */
export async function play<Saved extends Variables = Variables>(
  client: Pick<ScimClient, 'send'>,
  exchanges: readonly Exchange[],
  variables: Variables,
  watch: Watch = {},
): Promise<Saved> {
  let known = variables;
  for (const exchange of exchanges) {
    const found = exchange.forEach
      ? await playMany(client, exchange, exchange.forEach, known, watch)
      : await playOne(client, exchange, known, watch);
    known = { ...known, ...found };
    if (exchange.forEach) watch.saved?.(known);
  }
  return known as Saved;
}

async function playOne(
  client: Pick<ScimClient, 'send'>,
  exchange: Exchange,
  before: Variables,
  { saved, played }: Watch,
): Promise<Variables> {
  const answer = await client.send(exchange, before).catch((error: unknown) => {
    if (error instanceof MissingVariable) throw error;
    const complaints = [error instanceof Error ? error.message : String(error)];
    played?.({ exchange, variables: before, answer: undefined, complaints });
    throw new UnexpectedAnswer(exchange, before, complaints);
  });
  const values = Object.entries(exchange.save ?? {}).flatMap(([variable, path]) => {
    const value = valueAt(answer.body, path);
    return value === undefined ? [] : [[fillString(variable, before), value] as const];
  });
  const found = Object.fromEntries(values);
  const known = { ...before, ...found };
  saved?.(known);
  const complaints = mismatches(exchange.expect, answer, known);
  played?.({ exchange, variables: known, answer, complaints });
  if (complaints.length > 0) throw new UnexpectedAnswer(exchange, known, complaints, answer);
  return found;
}

/** The same request for every element, `atOnce` at a time. All are sent before the first failure is told. */
async function playMany(
  client: Pick<ScimClient, 'send'>,
  exchange: Exchange,
  { of, as, atOnce }: NonNullable<Exchange['forEach']>,
  before: Variables,
  { played }: Watch,
): Promise<Variables> {
  const elements = fill(of, before);
  const waiting = Array.isArray(elements) ? [...elements.entries()] : [];
  const found: Variables[] = [];
  const failures: unknown[] = [];
  const next = async (): Promise<void> => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const [index, element] = one;
      const own = { ...before, [as]: element };
      found[index] = await playOne(client, exchange, own, played ? { played } : {}).catch((error: unknown) => {
        failures.push(error);
        return {};
      });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, next));
  if (failures.length > 0) throw failures[0];
  return Object.fromEntries(
    Object.keys(exchange.save ?? {}).map((variable) => [variable, found.map((values) => values[variable])]),
  );
}
