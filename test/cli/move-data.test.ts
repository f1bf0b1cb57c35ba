import { describeMoveCommand } from './move-command-suite.ts';
import { describeMove } from './move-data-suite.ts';
import { postgres } from './moved-postgres.ts';

describeMove(postgres, { ...postgres, name: 'another PostgreSQL' });
describeMoveCommand(postgres, { ...postgres, name: 'another PostgreSQL' });
