import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/main/project-root.ts';
import { runHoldfast } from '../support/run-holdfast.ts';
import { startTestService, temporaryFolder } from '../support/running-service.ts';

describe('starting', () => {
  const folders: string[] = [];
  const folder = (): string => {
    const path = temporaryFolder();
    folders.push(path);
    return path;
  };
  afterEach(async () => {
    for (const path of folders.splice(0)) await rm(path, { recursive: true, force: true });
  });
  const start = (environment: Record<string, string | undefined>) => runHoldfast(['start'], { environment });

  it('offers the first administrator’s link until there is one', async () => {
    const dataDirectory = folder();
    const first = await startTestService({ dataDirectory });
    expect(first.service.output()).toContain('Open this link once');
    await first.becomeFirstAdministrator();
    await first.stop();
    const second = await startTestService({ dataDirectory });
    expect(second.firstAdministratorLink).toBeUndefined();
    expect(second.service.output()).toMatch(/Holdfast is ready/);
    expect(second.service.output()).not.toMatch(/Open this link|Recovered/);
    await second.stop();
  });

  it('refuses a folder that another service uses', async () => {
    const service = await startTestService();
    const { code, stdout, stderr } = await start({ DATA_DIRECTORY: service.dataDirectory, PORT: '0' });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^holdfast: The data directory .* is in use by process \d+ \(holdfast start\)\..*\n$/);
    await service.stop();
  });

  it('recovers after a kill, and says so', async () => {
    const dataDirectory = folder();
    const killed = await startTestService({ dataDirectory });
    const api = await killed.becomeFirstAdministrator();
    await api.post('/organizations', { name: 'Acme', slug: 'acme' });
    await killed.kill();
    const next = await startTestService({ dataDirectory });
    expect(next.service.output()).toMatch(/Recovered +Holdfast was not stopped properly last time\./);
    expect(next.firstAdministratorLink).toBeUndefined();
    await next.stop();
    const { stdout } = await runHoldfast(['organization', 'list', '--json'], {
      environment: { DATA_DIRECTORY: dataDirectory },
    });
    expect(JSON.parse(stdout)).toEqual([expect.objectContaining({ slug: 'acme' })]);
  });

  it('refuses a port that is taken, and lets go of the database', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const dataDirectory = folder();
    const { code, stderr } = await start({ DATA_DIRECTORY: dataDirectory, PORT: String(port) });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `holdfast: Port ${port} on 127.0.0.1 is taken by another program: stop it, or choose another port with PORT.\n`,
    });
    other.close();
    const service = await startTestService({ dataDirectory });
    expect(service.service.output()).not.toContain('Recovered');
    await service.stop();
  });

  it('refuses a folder it cannot write to', async () => {
    const place = unwritablePlace(folder());
    const { code, stderr } = await start({ DATA_DIRECTORY: place, PORT: '0' });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `holdfast: The data directory ${place} is not writable: give this user write access to it, or choose another directory.\n`,
    });
  });

  it('refuses a file where the folder should be', async () => {
    const path = join(folder(), 'a-file');
    writeFileSync(path, '');
    const { code, stderr } = await start({ DATA_DIRECTORY: path, PORT: '0' });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `holdfast: The data directory ${path} is not a directory: choose another one.\n`,
    });
  });

  it('names every problem of the configuration before it touches anything', async () => {
    const dataDirectory = join(folder(), 'never');
    const { code, stderr } = await start({ DATA_DIRECTORY: dataDirectory, PORT: 'http', CHUNK_SIZE: '0' });
    expect(code).toBe(1);
    expect(stderr).toBe(
      'holdfast: PORT must be a whole number from 0 to 65535.\nCHUNK_SIZE must be a whole number from 1 to 200.\n',
    );
    expect(existsSync(dataDirectory)).toBe(false);
  });

  it.each([
    [
      { DATABASE_URL: 'postgres://127.0.0.1:1/nothing' },
      /^holdfast: No connection to the database: .*: check that DATABASE_URL is right and that the server runs\.\n$/,
    ],
    [
      { DATABASE_URL: 'mongodb://127.0.0.1/holdfast' },
      /^holdfast: DATABASE_URL names MongoDB, .* set QUEUE_URL to a Redis, like redis:.*\n$/,
    ],
    [{ HOST: '0.0.0.0' }, /^holdfast: HOST is 0\.0\.0\.0, .*: set TLS_CERT and TLS_KEY, .*\n$/],
    [{ HOLDFAST_PROT: '1' }, /^holdfast: HOLDFAST_PROT is not a setting of Holdfast: did you mean HOLDFAST_PORT\?\n$/],
  ])('refuses %j', async (environment, sentence) => {
    const { code, stdout, stderr } = await start({ DATA_DIRECTORY: join(folder(), 'data'), ...environment });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(sentence);
  });

  it('stops when it is asked to, and leaves nothing running', async () => {
    const dataDirectory = folder();
    const service = await startTestService({ dataDirectory });
    expect(await service.service.stop()).toBe(0);
    expect(readdirSync(dataDirectory).sort()).toEqual(['postgres', 'postgres.json', 'postgres.log']);
    expect(readdirSync(join(dataDirectory, 'postgres'))).not.toContain('postmaster.pid');
  });

  it('stops at once when it is asked again', async () => {
    const service = await startTestService();
    const { port } = new URL(service.baseUrl);
    // A request that never ends would hold an orderly stop up for seconds.
    const slow = connect(Number(port), '127.0.0.1');
    slow.write(
      'POST /api/v1/sign-in HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{',
    );
    slow.on('error', () => {});
    await new Promise((resolve) => slow.once('connect', resolve));
    let code: number | null | undefined;
    const ended = service.service.stop().then((exit) => {
      code = exit;
    });
    while (code === undefined) {
      await delay(100);
      try {
        process.kill(service.service.pid, 'SIGINT');
      } catch {
        // It ended in this moment.
      }
    }
    await ended;
    slow.destroy();
    expect(code).toBe(130);
    await service.stop();
  });
});

describe('the bin in the clone', () => {
  it('runs by npx from any folder of it', async () => {
    const child = spawn('npx', ['holdfast', '--version'], { cwd: join(projectRoot, 'src'), stdio: 'pipe' });
    let output = '';
    for await (const chunk of child.stdout) output += String(chunk);
    expect(output).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('has everything prepared by scripts/holdfast.mjs', async () => {
    const script = join(projectRoot, 'scripts/holdfast.mjs');
    const { code, stdout } = await runHoldfast(['--version'], { script });
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });
});

/** Root may write almost everywhere; a folder of the kernel refuses even root. */
function unwritablePlace(inside: string): string {
  if (process.getuid?.() === 0) return '/sys/holdfast';
  const locked = join(inside, 'locked');
  mkdirSync(locked, { mode: 0o500 });
  return join(locked, 'data');
}
