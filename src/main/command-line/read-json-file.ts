import { readFile } from 'node:fs/promises';
import { Refused } from '../errors.ts';

/** A file that holds a JSON object. @throws Refused saying what is wrong with it */
export async function readJsonFile(path: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Refused(`The file ${path} cannot be read (${error.code ?? error.message}).`);
  });
  const content = parse(path, text);
  if (typeof content === 'object' && content !== null && !Array.isArray(content)) {
    return content as Readonly<Record<string, unknown>>;
  }
  throw new Refused(`The file ${path} must hold one JSON object.`);
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refused(`The file ${path} is no JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
}
