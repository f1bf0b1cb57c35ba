import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Configuration } from '../configuration/configuration.ts';
import { projectRoot } from '../project-root.ts';
import { type Finding, failed, ok, warning } from './finding.ts';

const LITTLE_SPACE_MB = 500;
const EXPIRES_SOON_DAYS = 14;

export function checkNode(): Finding {
  const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { engines: { node: string } };
  const wanted = manifest.engines.node.replace('>=', '');
  const version = process.versions.node;
  return version.localeCompare(wanted, 'en', { numeric: true }) >= 0
    ? ok('Node.js', `is ${version}`)
    : failed('Node.js', `is ${version}`, `Install ${wanted} or newer.`);
}

/** Free space where the embedded database lives. */
export async function checkSpace({ databaseUrl, dataDirectory }: Configuration): Promise<Finding[]> {
  if (databaseUrl) return [];
  const folder = await nearestExisting(dataDirectory);
  const { bavail, bsize } = await statfs(folder);
  const freeMb = Math.floor((bavail * bsize) / 1_000_000);
  return [
    freeMb >= LITTLE_SPACE_MB
      ? ok('Disk', `has ${freeMb} MB free for ${dataDirectory}`)
      : warning('Disk', `has only ${freeMb} MB free for ${dataDirectory}`, 'Free some space, or move the folder.'),
  ];
}

async function nearestExisting(folder: string): Promise<string> {
  try {
    await statfs(folder);
    return folder;
  } catch {
    const parent = dirname(folder);
    return parent === folder ? folder : nearestExisting(parent);
  }
}

export function checkCertificate({ tls }: Configuration): Finding[] {
  if (!tls) return [];
  const { validTo } = new X509Certificate(tls.cert);
  const days = Math.floor((Date.parse(validTo) - Date.now()) / 86_400_000);
  if (days < 0) return [failed('Certificate', `expired on ${validTo}`, 'Renew it and restart.')];
  return [
    days < EXPIRES_SOON_DAYS
      ? warning('Certificate', `expires in ${days} days`, 'Renew it and restart.')
      : ok('Certificate', `is valid for another ${days} days`),
  ];
}
