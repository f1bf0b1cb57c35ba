import { describe } from '@jest/globals';
import { mongoEngine } from '../support/mongo-engine.ts';
import { hasMongod } from '../support/mongo-server.ts';
import { describeDatabaseContract } from './database-contract.ts';

(hasMongod() ? describe : describe.skip)('with mongod', () => describeDatabaseContract(mongoEngine));
