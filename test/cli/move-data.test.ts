import { describeMove } from './move-data-suite.ts';
import { postgres } from './moved-postgres.ts';

describeMove(postgres, { ...postgres, name: 'another PostgreSQL' });
