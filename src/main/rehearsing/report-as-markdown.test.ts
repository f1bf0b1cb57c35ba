import { expect, it } from '@jest/globals';
import { asMarkdown } from './report-as-markdown.ts';

it('keeps its form whatever a server said', () => {
  const text = asMarkdown({
    format: 1,
    instance: { address: 'https://x/scim/v2', server: 'Evil | <script>' },
    rehearsedBy: 'Holdfast 1.0.0',
    startedAt: '2026-03-01T12:00:00.000Z',
    endedAt: '2026-03-01T12:01:00.000Z',
    passed: false,
    stopped: 'Out of\norder',
    clients: [
      {
        client: 'okta-wizard',
        title: 'Okta',
        passed: 0,
        failed: 1,
        skipped: 0,
        requests: 1,
        leftBehind: ['/Users/1'],
        behaviours: [
          {
            behaviour: 'it works',
            outcome: 'failed',
            reason: 'a | b\n## c',
            requests: [{ step: 's', sent: 'GET /', expected: '200', came: '<b>500</b>' }],
          },
        ],
      },
    ],
  });
  expect(text).toContain('(Evil \\| &lt;script>)');
  expect(text).toContain('- **Stopped before the end:** Out of order');
  expect(text).toContain('| it works | GET / | 200 | &lt;b>500&lt;/b> | ✗ failed: a \\| b \\#\\# c |');
  expect(text).toContain('Could not be removed again: /Users/1');
});
