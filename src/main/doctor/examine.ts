import { INSTANCE } from '../../application/ports/collection.ts';
import type { Log } from '../../application/ports/log.ts';
import { applicationOn } from '../application-on.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { loadConfig } from '../configuration/load-config.ts';
import { openStorage, purposeOfCommand, type Storage } from '../open-storage.ts';
import { checkDatabase } from './check-database.ts';
import { checkAdministrators, checkJobs } from './check-installation.ts';
import { checkCertificate, checkNode, checkSpace } from './check-machine.ts';
import { checkProcesses } from './check-processes.ts';
import { type Finding, failed, messageOf, ok, warning } from './finding.ts';

/** Every check, from the outside in; what a failed one makes impossible is left out. */
export async function examine(log: Log): Promise<Finding[]> {
  const findings = [checkNode()];
  let configuration: Configuration;
  try {
    configuration = loadConfig();
    findings.push(ok('Configuration', 'is complete and safe'));
  } catch (error) {
    const problems = messageOf(error).split('\n');
    return [...findings, ...problems.map((problem) => failed('Configuration', problem, 'Correct it and try again.'))];
  }
  findings.push(...(await checkSpace(configuration)), ...checkCertificate(configuration));
  let storage: Storage;
  try {
    const purpose = purposeOfCommand('doctor');
    storage = await openStorage(configuration, { server: 'either', purpose, migrate: false, log });
  } catch (error) {
    return [...findings, failed('Database', messageOf(error), 'Do what the message says and try again.')];
  }
  try {
    const app = { ...applicationOn(configuration, storage, log), announce: () => {} };
    findings.push(...checkDatabase(await storage.database.inspect(), whichDatabase(configuration, storage)));
    findings.push(...(await checkProcesses(app, !storage.ownsServer)));
    findings.push(...(await checkQueue(configuration, storage, log)));
    findings.push(...(await checkJobs(app, !storage.ownsServer)), ...(await checkAdministrators(app)));
  } finally {
    await storage.close();
  }
  return findings;
}

const whichDatabase = ({ databaseUrl }: Configuration, { ownsServer }: Storage): string =>
  databaseUrl ? 'of DATABASE_URL' : ownsServer ? 'embedded, started for this check' : 'embedded, running';

async function checkQueue(configuration: Configuration, storage: Storage, log: Log): Promise<Finding[]> {
  const { queueUrl } = configuration;
  if (queueUrl !== undefined) return checkRedis(queueUrl);
  const { openQueue } = await import('../open-queue.ts');
  const instance = await storage.database.instance.get(INSTANCE, INSTANCE);
  const queue = await openQueue(configuration, storage, instance?.installationId ?? 'none', log);
  try {
    await queue.ping();
    return [ok('Queue', 'answers (in PostgreSQL)')];
  } catch (error) {
    return [failed('Queue', messageOf(error), 'Run "holdfast migrate".')];
  } finally {
    await queue.close();
  }
}

async function checkRedis(queueUrl: string): Promise<Finding[]> {
  const { inspectRedis } = await import('../../infrastructure/bullmq/inspect-redis.ts');
  const { server, troubles } = await inspectRedis(queueUrl);
  if (troubles.length === 0) return [ok('Queue', `answers and keeps what it is given (${server}, of QUEUE_URL)`)];
  return troubles.map(({ kind, detail, fix }) => (kind === 'risky' ? warning : failed)('Queue', detail, fix));
}
