import { describe, expect, it } from '@jest/globals';
import type { DriverRequest } from './connection.ts';
import { SharedLookups } from './shared-lookups.ts';
import { prepared } from './statement.ts';

const byName = prepared('select version, doc from users where tenant = $1::text and name = $2::text limit $3::bigint');
const unnamed = { text: byName.text };

/** Everybody but `nobody` is found, once for each of `limit`. */
function recording() {
  const sent: DriverRequest[] = [];
  const lookups = new SharedLookups(async (request) => {
    sent.push(request);
    const { values = [] } = request;
    const [limit, tenants, names] = values as unknown as [number, string[], string[]];
    const rowsOf = (tenant: string, name: string, times: number) =>
      name === 'nobody' ? [] : Array.from({ length: times }, () => ['1', `${tenant}/${name}`]);
    const rows = Array.isArray(tenants)
      ? tenants.flatMap((tenant, index) =>
          rowsOf(tenant, names[index] ?? '', limit).map((row) => [String(index + 1), ...row]),
        )
      : rowsOf(String(values[0]), String(values[1]), Number(values[2]));
    return { rows, rowCount: rows.length, command: 'SELECT' };
  });
  const find = async (tenant: string, name: string, limit = 1, statement = byName) =>
    (await lookups.find(statement, [tenant, name, limit])).rows.map((row) => row[1]);
  return { sent, find };
}

describe('SharedLookups', () => {
  it('asks once for what several callers want in one turn, and gives each its own', async () => {
    const { sent, find } = recording();
    const found = await Promise.all([find('t', 'ana'), find('t', 'nobody'), find('u', 'ben')]);
    expect(found).toEqual([['t/ana'], [], ['u/ben']]);
    expect(sent).toEqual([
      {
        statement: prepared(
          'select asked.number, found.* from unnest($2::text[], $3::text[]) with ordinality as asked(v0, v1, number), lateral (select version, doc from users where tenant = asked.v0 and name = asked.v1 limit $1::bigint) as found',
        ),
        values: [1, ['t', 't', 'u'], ['ana', 'nobody', 'ben']],
      },
    ]);
  });

  it('asks by the statement itself for one alone, and in later turns anew', async () => {
    const { sent, find } = recording();
    expect(await find('t', 'ana')).toEqual(['t/ana']);
    expect(await find('t', 'ana')).toEqual(['t/ana']);
    expect(sent).toEqual(Array(2).fill({ statement: byName, values: ['t', 'ana', 1] }));
  });

  it('keeps apart what differs in more than texts, and statements without a name', async () => {
    const { sent, find } = recording();
    const found = await Promise.all([find('t', 'ana', 1), find('t', 'ben', 2), find('t', 'cleo', 1, unnamed)]);
    expect(found).toEqual([['t/ana'], ['t/ben', 't/ben'], ['t/cleo']]);
    expect(sent).toHaveLength(3);
  });

  it('fails everybody who asked together', async () => {
    const lookups = new SharedLookups(() => Promise.reject(new Error('no database')));
    const asked = ['a', 'b'].map((name) => lookups.find(byName, ['t', name, 1]));
    expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
