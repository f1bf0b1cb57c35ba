import { postgresEngine } from '../support/postgres-engine.ts';
import { describeDatabaseContract } from './database-contract.ts';

describeDatabaseContract(postgresEngine);
