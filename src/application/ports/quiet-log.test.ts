import { describe, expect, it } from '@jest/globals';
import { QuietLog } from './quiet-log.ts';

function recording() {
  const lines: unknown[] = [];
  const note = (level: string) => (details: object, message: string) => lines.push({ level, message, ...details });
  const clock = { ms: 0 };
  const quiet = new QuietLog({ info: note('info'), warn: note('warn'), error: note('error') }, () => clock.ms);
  return { quiet, lines, clock };
}

describe('a quiet log', () => {
  it('says a trouble once, then how often it came back', () => {
    const { quiet, lines, clock } = recording();
    for (let i = 0; i < 100; i++) quiet.trouble('queue', 'Gone', new Error('refused'));
    clock.ms = 30_000;
    quiet.trouble('queue', 'Gone', new Error('reset'));
    expect(lines).toEqual([
      { level: 'warn', message: 'Gone', topic: 'queue', reason: 'refused' },
      { level: 'warn', message: 'Gone', topic: 'queue', reason: 'reset', repeated: 99 },
    ]);
  });

  it('says that a trouble is over once, and never for a trouble it did not say', () => {
    const { quiet, lines } = recording();
    quiet.over('queue', 'Back');
    quiet.trouble('queue', 'Gone', 'refused');
    quiet.over('queue', 'Back');
    quiet.over('queue', 'Back');
    expect(lines).toEqual([
      { level: 'warn', message: 'Gone', topic: 'queue', reason: 'refused' },
      { level: 'info', message: 'Back', topic: 'queue' },
    ]);
  });
});
