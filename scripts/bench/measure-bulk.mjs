import { v7 } from 'uuid';
import { userBody } from './directory.mjs';
import { median } from './statistics.mjs';

const CREATES = 1_000;
const PROBE_PAUSE_MS = 2;

/**
 * The same creations in one Bulk request and one after the other, by turns, on the process that does not enqueue. Beside
 * the Bulk requests somebody else reads one user again and again: how long they wait says whether anybody is blocked.
 */
export async function compareBulk({ installation, users, rounds, figures, progress }) {
  const { client } = installation.silent;
  const ratios = [];
  const rates = { bulk: [], single: [] };
  const waits = [];
  const singly = async () => {
    for (let index = 0; index < CREATES; index++) await client.call('POST', '/Users', userBody(v7()));
  };
  const together = async () => {
    const Operations = Array.from({ length: CREATES }, (_, index) => ({
      method: 'POST',
      path: '/Users',
      bulkId: `user ${index}`,
      data: userBody(v7()),
    }));
    const answer = await client.call('POST', '/Bulk', { Operations });
    const created = answer.Operations.filter(({ status }) => status === '201').length;
    if (created !== CREATES) throw new Error(`Bulk created ${created} of ${CREATES} users`);
  };
  const beside = async (work) => {
    let isOver = false;
    const probe = (async () => {
      while (!isOver) {
        waits.push(await seconds(() => client.call('GET', `/Users/${users[0].id}`)));
        await new Promise((resolve) => setTimeout(resolve, PROBE_PAUSE_MS));
      }
    })();
    await work();
    isOver = true;
    await probe;
  };

  progress(`${CREATES.toLocaleString('en-US')} creations in one Bulk request and one by one`);
  await singly();
  await together();
  for (let round = 0; round < rounds; round++) {
    const taken = { single: 0, bulk: 0 };
    const measure = {
      single: async () => {
        taken.single = await seconds(singly);
      },
      bulk: async () => {
        taken.bulk = await seconds(together);
      },
    };
    const turns = round % 2 === 0 ? ['single', 'bulk'] : ['bulk', 'single'];
    for (const turn of turns) await measure[turn]();
    ratios.push(taken.single / taken.bulk);
    rates.single.push(CREATES / taken.single);
    rates.bulk.push(CREATES / taken.bulk);
  }
  for (let round = 0; round < rounds; round++) await beside(together);

  const ratio = median(ratios);
  const perSecond = (of) => `${Math.round(median(rates[of])).toLocaleString('en-US')}/s`;
  figures.push({
    name: `Bulk of 1,000 creates (${perSecond('bulk')}) to the same one by one (${perSecond('single')}), times`,
    value: ratio.toFixed(2),
    measured: ratio,
    ratios,
    target: '≥ 3',
    met: ratio >= 3,
  });
  figures.push({
    name: 'Reading a user beside a Bulk request: median',
    value: `${(median(waits) * 1000).toFixed(1)} ms`,
  });
  figures.push({
    name: 'Reading a user beside a Bulk request: longest',
    value: `${(Math.max(...waits) * 1000).toFixed(1)} ms`,
  });
}

async function seconds(work) {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}
