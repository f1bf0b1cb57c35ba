import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { loadConfig } from '../../src/main/configuration/load-config.ts';
import { environmentName, settingNames } from '../../src/main/configuration/settings.ts';
import { productVersion } from '../../src/main/project-root.ts';

interface Service {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly network_mode?: string;
  readonly healthcheck?: { readonly test?: readonly string[] };
  readonly restart?: string;
  readonly read_only?: boolean;
  readonly stop_grace_period?: string;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly deploy?: {
    readonly replicas?: number;
    readonly resources?: { readonly limits?: { readonly memory?: string; readonly cpus?: string } };
  };
}

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const text = read('docker-compose.yml');
const compose = parse(text, { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
};
const services = Object.entries(compose.services);
const ours = services.filter(([, service]) => service.image?.startsWith('holdfast:'));
const isJob = (service: Service) => service.restart === 'no';
const scriptOf = (name: string) => compose.services[name]?.command?.join(' ') ?? '';

/** What compose makes of `${NAME:?…}` once every NAME is set. */
const given: Readonly<Record<string, string>> = {
  BASE_URL: 'https://holdfast.example.com',
  TRUSTED_PROXY: '10.0.0.0/8',
};
const resolved = (environment: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      value.replace(/\$\{([A-Z_]+):\?[^}]*\}/g, (_, variable: string) => given[variable] ?? 's3cret-pass_word'),
    ]),
  );

describe('docker-compose.yml', () => {
  it('runs two API processes and two workers after a migration', () => {
    const run = ours.map(([name, { command, deploy }]) => [name, command?.join(' '), deploy?.replicas ?? 1]);
    expect(run).toEqual([
      ['migrate', 'migrate', 1],
      ['api-1', 'serve', 1],
      ['api-2', 'serve', 1],
      ['worker', 'worker', 2],
    ]);
    for (const [name, service] of ours) {
      expect(service.image).toBe(`holdfast:${productVersion()}`);
      const waits = Object.entries(service.depends_on ?? {}).map(([other, { condition }]) => `${other} ${condition}`);
      expect([name, waits]).toEqual([
        name,
        [
          'mongo-init service_completed_successfully',
          'redis service_healthy',
          ...(name === 'migrate' ? [] : ['migrate service_completed_successfully']),
        ],
      ]);
    }
  });

  it('gives each of them settings that exist and that the configuration takes together', () => {
    const known = new Set(settingNames.map(environmentName));
    for (const [name, { environment = {} }] of ours) {
      expect([name, Object.keys(environment).filter((setting) => !known.has(setting))]).toEqual([name, []]);
      const configuration = loadConfig(resolved(environment), '/');
      expect(configuration.databaseUrl).toMatch(/^mongodb:\/\/holdfast:/);
      expect(configuration.queueUrl).toMatch(/^redis:\/\//);
    }
  });

  it('names the members of the replica set everywhere alike', () => {
    const members = Object.keys(compose.services).filter((name) => /^mongo-\d$/.test(name));
    expect(members).toHaveLength(3);
    const addresses = members.map((name) => `${name}:27017`).join(',');
    expect(compose.services['mongo-init']?.environment?.MONGO_MEMBERS).toBe(addresses);
    for (const [, { environment }] of ours) {
      expect(environment?.DATABASE_URL).toMatch(new RegExp(`@${addresses}/holdfast\\?replicaSet=rs0&`));
    }
    for (const name of members) {
      expect(scriptOf(name)).toMatch(/mongod .*--replSet rs0 .*--keyFile \S+/);
      expect(compose.services[name]?.volumes).toEqual([`${name}:/data/db`]);
    }
    expect(compose.services['mongo-init']?.network_mode).toBe(`service:${members[0]}`);
    expect(read('config/mongo-replica-set.js')).toContain("_id: 'rs0'");
  });

  it('keeps the queue on disk, evicts nothing of it and asks for a password', () => {
    expect(scriptOf('redis')).toMatch(/--appendonly yes .*--maxmemory-policy noeviction .*--requirepass/);
    expect(compose.services.redis?.volumes).toEqual(['redis:/data']);
  });

  it('declares the volumes and files it mounts', () => {
    const sources = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0] ?? ''));
    const files = sources.filter((source) => source.startsWith('.'));
    expect(files.filter((path) => !existsSync(new URL(`../../${path}`, import.meta.url)))).toEqual([]);
    expect(sources.filter((source) => !source.startsWith('.')).sort()).toEqual(Object.keys(compose.volumes).sort());
  });

  it('takes every password from the environment, has no defaults, and publishes only to loopback', () => {
    const variables = [...text.matchAll(/(?<!\$)\$\{?([A-Z_]+)(:?[-?=+]?)/g)];
    expect(variables.filter(([, , rule]) => rule !== ':?').map(([whole]) => whole)).toEqual([]);
    expect(new Set(variables.map(([, name]) => name))).toEqual(
      new Set(['MONGO_KEY', 'MONGO_PASSWORD', 'MONGO_ROOT_PASSWORD', 'REDIS_PASSWORD', ...Object.keys(given)]),
    );
    const secrets = services.flatMap(([, { environment = {} }]) =>
      Object.entries(environment).filter(([name]) => /PASSWORD|KEY|SECRET|TOKEN/.test(name)),
    );
    for (const [name, value] of secrets)
      expect([name, value]).toEqual([name, expect.stringMatching(/^\$\{[A-Z_]+:\?/)]);
    const ports = services.flatMap(([, service]) => service.ports ?? []);
    expect(ports).toEqual(['127.0.0.1:3000:3000', '127.0.0.1:3001:3000']);
  });

  it('pins every image, limits each service, and asks the lasting ones for their health', () => {
    for (const [name, service] of services) {
      expect(`${name} ${service.image}`).toMatch(/:[0-9]+\.[0-9]+\.[0-9]+(-[a-z]+)?$/);
      expect([name, service.deploy?.resources?.limits]).toEqual([
        name,
        { memory: expect.stringMatching(/^\d+M$/), cpus: expect.stringMatching(/^\d+$/) },
      ]);
      if (isJob(service)) continue;
      expect([name, service.restart, service.healthcheck?.test?.length]).toEqual([
        name,
        'unless-stopped',
        expect.any(Number),
      ]);
    }
  });

  it('asks each process of ours where it serves its health, and lets it stop in its own time', () => {
    for (const [name, service] of ours.filter(([, one]) => !isJob(one))) {
      const isWorker = name === 'worker';
      const asks = ['CMD', 'node', 'scripts/check-health.mjs', ...(isWorker ? ['worker'] : [])];
      expect([name, service.healthcheck?.test]).toEqual([name, asks]);
      const { port, workerMetricsPort, drainSeconds } = loadConfig(resolved(service.environment ?? {}), '/');
      if (isWorker) expect(workerMetricsPort).toBeGreaterThan(0);
      else for (const published of service.ports ?? []) expect(published).toMatch(new RegExp(`:${port}$`));
      // Draining, and the ten seconds in which running requests end.
      expect(Number.parseInt(service.stop_grace_period ?? '', 10)).toBeGreaterThan(drainSeconds + 10);
      expect(service.read_only).toBe(true);
    }
  });
});

const dockerfile = read('Dockerfile')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.trim().split(/\s+/));

describe('Dockerfile', () => {
  const of = (instruction: string) => dockerfile.filter(([word]) => word === instruction);

  it('builds in one stage and runs in another, on a pinned base that the engines allow', () => {
    expect(of('FROM')).toHaveLength(2);
    for (const [, image] of of('FROM')) expect(image).toMatch(/^node:2[0-9]\.[0-9]+-bookworm-slim$/);
  });

  it('runs as an ordinary user who owns none of it, with a health check and the CLI as its entry', () => {
    expect(of('USER')).toEqual([['USER', 'node']]);
    expect(of('COPY').flat().join(' ')).not.toContain('--chown');
    expect(of('HEALTHCHECK').flat().join(' ')).toContain('scripts/check-health.mjs');
    expect(of('ENTRYPOINT').flat().join('')).toContain('dist/main/cli.js');
  });

  it('copies only what is there, and what the health check runs', () => {
    const copied = of('COPY').filter((words) => !words[1]?.startsWith('--from'));
    const sources = copied.flatMap((words) => words.slice(1, -1));
    expect(sources.filter((path) => !existsSync(new URL(`../../${path}`, import.meta.url)))).toEqual([]);
    expect(of('COPY').flat()).toContain('/app/scripts/check-health.mjs');
  });

  it('installs the locked dependencies', () => {
    expect(of('RUN').map((words) => words.slice(1).join(' '))).toContain('npm ci');
  });
});
