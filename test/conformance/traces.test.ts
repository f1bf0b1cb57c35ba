import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ScimService, startScimService } from './scim-service.ts';

const folder = resolve(process.env.CLIENT_TRACES ?? join(import.meta.dirname, '../../../shared/traces'));
const replayer = join(folder, 'replay.mjs');

/** What each client sends, recorded; the connection type its administrator would choose. */
const traces: Readonly<Record<string, 'okta' | 'entra' | 'generic'>> = {
  'authentik-sync': 'generic',
  'entra-group-lifecycle': 'entra',
  'entra-group-members-flag': 'entra',
  'entra-group-members-legacy': 'entra',
  'entra-initial-sync': 'entra',
  'entra-soft-delete-then-delete': 'entra',
  'entra-test-connection': 'entra',
  'entra-user-lifecycle-flag': 'entra',
  'entra-user-lifecycle-legacy': 'entra',
  'entra-user-manager': 'entra',
  'google-workspace-user-lifecycle': 'generic',
  'hr-prehire-hire-terminate-rehire': 'okta',
  'jumpcloud-user-and-groups': 'generic',
  'keycloak-libresh-patch': 'generic',
  'okta-group-push-oin': 'okta',
  'okta-import-paging': 'okta',
  'okta-initial-sync': 'okta',
  'okta-oin-user-lifecycle': 'okta',
  'okta-profile-push-attributes': 'okta',
  'okta-test-connection': 'okta',
  'onelogin-user-lifecycle': 'generic',
  'terraform-aws-sso-scim': 'generic',
};

if (!existsSync(replayer)) {
  process.stderr.write(
    `\nClient traces are NOT replayed: ${replayer} is missing. Set HOLDFAST_TRACES to their folder.\n`,
  );
}

const whenPresent = existsSync(replayer) ? describe : describe.skip;

whenPresent('Client traces', () => {
  let service: ScimService;
  beforeAll(async () => {
    service = await startScimService();
  });
  afterAll(() => service.close());

  it.each(Object.entries(traces))('%s is served without a warning', async (trace, type) => {
    const client = await service.connect({ type });
    const replayed = await promisify(execFile)(process.execPath, [
      replayer,
      service.url,
      client.token,
      '--strict',
      join(folder, `${trace}.jsonl`),
    ]).catch((error: { stdout: string }) => error);
    expect(replayed.stdout).toContain(`PASS ${trace}`);
    expect(replayed.stdout).not.toMatch(/FAIL|WARN|SKIP/);
  });
});
