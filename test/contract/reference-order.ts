import type { SortKey } from '../../src/application/ports/query.ts';
import { foldCase } from '../../src/domain/text/fold-case.ts';
import type { Person } from './contract-collections.ts';

/** The port's orders in the plainest words: what an engine's answer is compared with. */
export const byReference =
  (sort: readonly SortKey<Person>[]) =>
  (left: Person, right: Person): number => {
    for (const key of sort) {
      const order = compare(sortValueOf(left, key), sortValueOf(right, key), key.absent === 'greatest');
      if (order !== 0) return key.direction === 'descending' ? -order : order;
    }
    const byId = bytes(left.id, right.id);
    return sort.at(-1)?.direction === 'descending' ? -byId : byId;
  };

function sortValueOf(person: Person, { field, caseExact, element }: SortKey<Person>): unknown {
  const path = typeof field === 'string' ? [field] : field;
  let value = at(person, path);
  if (element !== undefined) {
    const list = Array.isArray(value) ? value : [value];
    const chosen = list.find((one) => at(one, [element.preferring]) === true) ?? list[0];
    value = at(chosen, element.field);
  }
  const isFolded = path[0] === 'name' || (path[0] === 'profile' && caseExact !== true);
  return typeof value === 'string' && isFolded ? foldCase(value) : value;
}

function at(value: unknown, path: readonly string[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? at((value as Record<string, unknown>)[key], rest) : undefined;
}

const TYPES: readonly string[] = ['boolean', 'number', 'string'];

function compare(left: unknown, right: unknown, absentIsGreatest: boolean): number {
  const rank = (value: unknown) => {
    const place = TYPES.indexOf(typeof value);
    return place < 0 && absentIsGreatest ? TYPES.length : place;
  };
  if (rank(left) !== rank(right)) return rank(left) - rank(right);
  if (!TYPES.includes(typeof left)) return 0;
  return typeof left === 'string' ? bytes(left, String(right)) : Number(left) - Number(right);
}

const bytes = (left: string, right: string): number => Buffer.compare(Buffer.from(left), Buffer.from(right));
