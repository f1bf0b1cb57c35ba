import { describe, expect, it } from '@jest/globals';
import { RowTurns, Turn } from './row-turns.ts';

describe('RowTurns', () => {
  it('lets one after the other to a row, in the order they came', async () => {
    const turns = new RowTurns(10_000);
    const order: string[] = [];
    const work = async (name: string, rows: readonly string[]) => {
      const mine = new Turn();
      await turns.take(rows, mine);
      order.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      order.push(`${name} ends`);
      mine.end();
    };
    await Promise.all([work('a', ['x', 'y']), work('b', ['y', 'x']), work('c', ['x'])]);
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('keeps nobody from other rows', async () => {
    const turns = new RowTurns(10_000);
    await turns.take(['x'], new Turn());
    await turns.take(['y'], new Turn());
  });

  it('goes ahead when two wait for each other', async () => {
    const turns = new RowTurns(20);
    const [a, b] = [new Turn(), new Turn()];
    await Promise.all([turns.take(['x'], a), turns.take(['y'], b)]);
    await Promise.all([turns.take(['y'], a), turns.take(['x'], b)]);
  });
});
