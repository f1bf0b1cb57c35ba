import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { environmentName, settingNames } from '../../src/main/configuration/settings.ts';

interface Service {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly healthcheck?: { readonly disable?: boolean; readonly test?: readonly string[] };
  readonly restart?: string;
  readonly deploy?: { readonly resources?: { readonly limits?: { readonly memory?: string } } };
}

const compose = parse(readFileSync(new URL('../../docker-compose.yml', import.meta.url), 'utf8'), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
};
const dockerfile = readFileSync(new URL('../../Dockerfile', import.meta.url), 'utf8')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.trim().split(/\s+/));

describe('docker-compose.yml', () => {
  const services = Object.entries(compose.services);
  const ours = services.filter(([, service]) => service.image?.startsWith('holdfast:'));

  it('runs the commands the product has', () => {
    expect(ours.map(([name, service]) => [name, service.command])).toEqual([
      ['migrate', ['migrate']],
      ['api', ['serve']],
      ['worker', ['worker']],
    ]);
  });

  it('gives our services only settings that exist, and the database and queue to each', () => {
    const known = new Set(settingNames.map(environmentName));
    for (const [, { environment = {} }] of ours) {
      expect(Object.keys(environment).filter((name) => !known.has(name))).toEqual([]);
      expect(environment.DATABASE_URL).toMatch(/^postgres:\/\/holdfast:\$\{POSTGRES_PASSWORD:\?/);
      expect(environment.QUEUE_URL).toMatch(/^redis:\/\/:\$\{REDIS_PASSWORD:\?/);
    }
  });

  it('asks a worker for its health where it was told to serve it', () => {
    const { environment, healthcheck } = compose.services.worker ?? {};
    expect(healthcheck?.test).toEqual(['CMD', 'node', 'scripts/check-health.mjs', 'worker']);
    expect(environment?.WORKER_METRICS_PORT).toMatch(/^\d+$/);
  });

  it('never has a default password and publishes only to loopback', () => {
    const text = JSON.stringify(compose);
    expect(text).not.toMatch(/PASSWORD:-/);
    for (const [, { ports = [] }] of services) for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  it('pins every image, checks health, limits memory', () => {
    for (const [name, service] of services) {
      expect(`${name} ${service.image}`).toMatch(/:[0-9]+\.[0-9]+/);
      if (name !== 'migrate') expect([name, service.deploy?.resources?.limits?.memory]).not.toContain(undefined);
      if (name === 'postgres' || name === 'redis') expect(service.healthcheck?.test).toBeDefined();
    }
  });
});

describe('Dockerfile', () => {
  const of = (instruction: string) => dockerfile.filter(([word]) => word === instruction);

  it('builds in one stage and runs in another, on a pinned base that the engines allow', () => {
    expect(of('FROM')).toHaveLength(2);
    for (const [, image] of of('FROM')) expect(image).toMatch(/^node:2[0-9]\.[0-9]+-bookworm-slim$/);
  });

  it('runs as an ordinary user, with a health check and the CLI as its entry', () => {
    expect(of('USER')).toEqual([['USER', 'node']]);
    expect(of('HEALTHCHECK').flat().join(' ')).toContain('scripts/check-health.mjs');
    expect(of('ENTRYPOINT').flat().join('')).toContain('dist/main/cli.js');
  });

  it('copies only what is there', () => {
    const copied = of('COPY').filter((words) => !words[1]?.startsWith('--from'));
    const sources = copied.flatMap((words) => words.slice(1, -1));
    expect(sources.filter((path) => !existsSync(new URL(`../../${path}`, import.meta.url)))).toEqual([]);
  });

  it('installs the locked dependencies', () => {
    expect(of('RUN').map((words) => words.slice(1).join(' '))).toContain('npm ci');
  });
});
