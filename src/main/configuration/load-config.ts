import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import defaults from '../../../config/default.json' with { type: 'json' };
import { projectRoot } from '../project-root.ts';
import { checkCombinations } from './check-combinations.ts';
import { type Configuration, WrongConfiguration } from './configuration.ts';
import { nearestName } from './nearest-name.ts';
import { environmentName, type SettingName, settingNames, settings } from './settings.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A value with the name under which it was given, so that a complaint names what the reader can change. */
interface Given {
  readonly value: unknown;
  readonly as: string;
}

const PREFIX = 'HOLDFAST_';
const FILE_VARIABLE = `${PREFIX}CONFIG`;
const PATHS: readonly SettingName[] = ['dataDirectory', 'tlsCert', 'tlsKey'];

/**
 * Reads the configuration whole, before anything is opened or listened on: defaults, then the file that
 * `HOLDFAST_CONFIG` names, then the environment. Relative paths are relative to the file, or to the working directory.
 * @throws WrongConfiguration that lists every problem with what to do about it.
 */
export function loadConfig(environment: Environment = process.env, workingDirectory = process.cwd()): Configuration {
  const problems: string[] = [];
  const file = readFile(environment[FILE_VARIABLE], workingDirectory, problems);
  const given = new Map<string, Given>([
    ...Object.entries(defaults).map(([name, value]): [string, Given] => [name, { value, as: environmentName(name) }]),
    ...file,
    ...readEnvironment(environment, workingDirectory, problems),
  ]);
  if (problems.length > 0) throw new WrongConfiguration(problems);

  const parsed = settings.safeParse(Object.fromEntries([...given].map(([name, { value }]) => [name, value])));
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      return `${given.get(name)?.as ?? environmentName(name)} ${sentence(issue.message)}.`;
    });
    throw new WrongConfiguration([...new Set(lines)]);
  }
  const { tlsCert, tlsKey, trustedProxy, dataDirectory, ...rest } = parsed.data;
  const tls = readTls(tlsCert, tlsKey, problems);
  const configuration: Configuration = {
    ...rest,
    dataDirectory: dataDirectory ?? join(projectRoot, '.holdfast'),
    ...(tls && { tls }),
    ...(trustedProxy && { trustedProxy: trustedProxy.split(',').map((entry) => entry.trim()) }),
  };
  problems.push(...checkCombinations(configuration));
  if (problems.length > 0) throw new WrongConfiguration(problems);
  return configuration;
}

/** zod's own words for what a setting's schema does not say better. */
const sentence = (message: string): string =>
  /^(must|names|has|holds|lacks) /.test(message) ? message : `is wrong: ${message}`;

function readEnvironment(environment: Environment, workingDirectory: string, problems: string[]): [string, Given][] {
  const byVariable = new Map(settingNames.map((name) => [environmentName(name), name]));
  for (const variable of Object.keys(environment)) {
    if (!variable.startsWith(PREFIX) || variable === FILE_VARIABLE) continue;
    if (byVariable.has(variable.slice(PREFIX.length))) continue;
    const nearest = nearestName(
      variable,
      [...byVariable.keys()].map((known) => `${PREFIX}${known}`).concat(FILE_VARIABLE),
    );
    problems.push(
      `${variable} is not a setting of Holdfast: ${nearest ? `did you mean ${nearest}` : 'remove it'}${nearest ? '?' : '.'}`,
    );
  }
  return [...byVariable].flatMap(([variable, name]): [string, Given][] => {
    const as = environment[`${PREFIX}${variable}`] ? `${PREFIX}${variable}` : variable;
    const value = environment[as];
    return value ? [[name, { value: absolute(name, value, workingDirectory), as }]] : [];
  });
}

function readFile(path: string | undefined, workingDirectory: string, problems: string[]): [string, Given][] {
  if (!path) return [];
  const file = resolve(workingDirectory, path);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason =
      error instanceof SyntaxError ? 'is not JSON' : `cannot be read (${(error as NodeJS.ErrnoException).code})`;
    problems.push(`The file ${file}, which ${FILE_VARIABLE} names, ${reason}.`);
    return [];
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    problems.push(`The file ${file}, which ${FILE_VARIABLE} names, must hold one JSON object.`);
    return [];
  }
  return Object.entries(content).flatMap(([key, value]): [string, Given][] => {
    const name = settingNames.find((known) => known === key);
    if (name) return [[name, { value: absolute(name, value, dirname(file)), as: `"${key}" in ${file}` }]];
    const nearest = nearestName(key, settingNames);
    problems.push(
      `"${key}" in ${file} is not a setting of Holdfast: ${nearest ? `did you mean "${nearest}"?` : 'remove it.'}`,
    );
    return [];
  });
}

const absolute = (name: SettingName, value: unknown, folder: string): unknown =>
  PATHS.includes(name) && typeof value === 'string' && value !== '' ? resolve(folder, value) : value;

function readTls(
  certPath: string | undefined,
  keyPath: string | undefined,
  problems: string[],
): Configuration['tls'] | undefined {
  if (!certPath && !keyPath) return undefined;
  if (!certPath || !keyPath) {
    const [given, missing] = certPath ? ['TLS_CERT', 'TLS_KEY'] : ['TLS_KEY', 'TLS_CERT'];
    problems.push(
      `${given} is set without ${missing}: HTTPS needs both, so set ${missing} as well or remove ${given}.`,
    );
    return undefined;
  }
  const cert = readPem('TLS_CERT', certPath, problems);
  const key = readPem('TLS_KEY', keyPath, problems);
  return cert !== undefined && key !== undefined ? { cert, key } : undefined;
}

function readPem(variable: string, path: string, problems: string[]): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    problems.push(
      `${variable} names ${path}, which cannot be read (${code}): correct the path or the file's permissions.`,
    );
    return undefined;
  }
}
