import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../project-root.ts';
import { configTable } from './config-table.ts';

describe('the README', () => {
  it('holds the table of settings as it is (node scripts/write-config-table.mjs)', () => {
    expect(readFileSync(join(projectRoot, 'README.md'), 'utf8')).toContain(
      `<!-- config:start -->\n${configTable()}<!-- config:end -->`,
    );
  });
});
