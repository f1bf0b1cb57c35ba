import { describe } from '@jest/globals';
import { describeConditions } from './conditions-contract.ts';
import type { ContractEngine } from './contract-engine.ts';
import { describeHostileText } from './hostile-text-contract.ts';
import { describeJson } from './json-contract.ts';
import { describeMigration } from './migration-contract.ts';
import { describeNaming } from './naming-contract.ts';
import { describeOrder } from './order-contract.ts';
import { describeOutages } from './outage-contract.ts';
import { describeRandomQueries } from './random-queries-contract.ts';
import { describeSelection } from './selection-contract.ts';
import { describeTransactions } from './transactions-contract.ts';
import { describeTransfer } from './transfer-contract.ts';
import { describeUniqueness } from './uniqueness-contract.ts';
import { describeWrites } from './writes-contract.ts';

/** What every adapter of the storage port must pass. A change of the port needs a case here first. */
export function describeDatabaseContract(engine: ContractEngine): void {
  describe(`the storage port on ${engine.name}`, () => {
    describeMigration(engine);
    describeConditions(engine);
    describeJson(engine);
    describeHostileText(engine);
    describeRandomQueries(engine);
    describeOrder(engine);
    describeSelection(engine);
    describeNaming(engine);
    describeWrites(engine);
    describeUniqueness(engine);
    describeTransactions(engine);
    describeTransfer(engine);
    describeOutages(engine);
  });
}
