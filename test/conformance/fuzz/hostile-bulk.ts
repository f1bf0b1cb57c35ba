import type { SeededRandom } from '../../support/seeded-random.ts';
import { asBytes, type HostileBody, type Known, patch, resource } from './hostile-body.ts';
import { mutateText } from './hostile-text.ts';

/** A Bulk request whose operations refer to one another, or to nothing, and are each as hostile as a single request. */
export function bulkBody(random: SeededRandom, known: Known): HostileBody {
  const Operations = Array.from({ length: random.below(8) }, () => operation(random, known));
  const failOnErrors = random.pick<unknown>([0, 1, 3, -1, 1.5, 'x', null]);
  const request = { Operations, ...(random.below(4) === 0 && { failOnErrors }) };
  const text = JSON.stringify(request).replaceAll('no-such-id', () => `bulkId:${random.below(8)}`);
  return asBytes(random, text);
}

function operation(random: SeededRandom, known: Known): unknown {
  const bulkId = random.pick(['0', '1', '2', '3', '4', '5', '6', '11', '__proto__', '', '\0'] as const);
  const endpoint = random.pick(['Users', 'Groups'] as const);
  const own = endpoint === 'Users' ? known.userId : known.groupId;
  const id = random.pick([own, `bulkId:${bulkId}`, 'bulkId:', mutateText(random, own)]);
  const version = random.below(5) === 0 && { version: random.pick<unknown>(['W/"1"', '*', '', 'x', 7]) };
  switch (random.below(8)) {
    case 0:
    case 1:
    case 2:
      return { method: 'POST', path: `/${endpoint}`, bulkId, data: JSON.parse(resource(random, known)) };
    case 3:
      return { method: 'PUT', path: `/${endpoint}/${id}`, ...version, data: JSON.parse(resource(random, known)) };
    case 4:
    case 5:
      return {
        method: 'PATCH',
        path: `/${endpoint}/${id}`,
        ...version,
        data: { Operations: operationsOf(random, known) },
      };
    case 6:
      // What the other requests are about is not deleted.
      return { method: 'DELETE', path: `/${endpoint}/bulkId:${bulkId}`, ...version };
    default:
      return random.pick([
        null,
        {},
        { method: random.pick(['GET', '', 'x'.repeat(500)]), path: '/Users' },
        { method: 'POST', path: mutateText(random, '/Users/../Bulk?x'), bulkId, data: {} },
      ]);
  }
}

/** The same key twice, as some of these texts have it, is lost here. */
const operationsOf = (random: SeededRandom, known: Known): unknown => JSON.parse(patch(random, known)).Operations;
