import { describe, expect, it } from '@jest/globals';
import { NoRehearsalReport, readRehearsalReport } from './read-rehearsal-report.ts';

const report = {
  format: 1,
  instance: { address: 'https://x/scim/v2', server: 'Holdfast/1.0.0' },
  rehearsedBy: 'Holdfast 1.0.0',
  startedAt: '2026-03-01T12:00:00.000Z',
  endedAt: '2026-03-01T12:00:05.000Z',
  passed: false,
  clients: [
    {
      title: 'Okta',
      behaviours: [
        { behaviour: 'a', outcome: 'passed', requests: [{ step: 's', sent: 'GET /', expected: '200', came: '200' }] },
        { behaviour: 'b', outcome: 'failed', reason: 'why', requests: [] },
      ],
    },
  ],
};

describe('The report of a rehearsal', () => {
  it('is read from its file', () => {
    expect(readRehearsalReport(JSON.stringify(report))).toMatchObject({
      address: 'https://x/scim/v2',
      passed: false,
      clients: [
        { title: 'Okta', passed: 1, behaviours: [{ outcome: 'passed' }, { outcome: 'failed', reason: 'why' }] },
      ],
    });
  });

  it.each([
    ['', ''],
    ['other JSON', '[]'],
    ['a later form', JSON.stringify({ ...report, format: 2 })],
    ['half of one', JSON.stringify({ ...report, clients: [{ title: 'Okta' }] })],
    ['an unknown outcome', JSON.stringify(report).replace('"failed"', '"odd"')],
    ['no date', JSON.stringify({ ...report, endedAt: 'then' })],
  ])('is refused when the file holds %s', (_what, text) => {
    expect(() => readRehearsalReport(text)).toThrow(NoRehearsalReport);
  });
});
