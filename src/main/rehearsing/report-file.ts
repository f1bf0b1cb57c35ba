import { existsSync } from 'node:fs';
import { access, constants, writeFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import type { RehearsalReport } from '../../story/rehearsal/report.ts';
import { Refused } from '../errors.ts';
import { asMarkdown } from './report-as-markdown.ts';

export interface ReportFile {
  readonly path: string;
  write(report: RehearsalReport): Promise<void>;
}

const FORMS: Readonly<Record<string, (report: RehearsalReport) => string>> = {
  '.json': (report) => `${JSON.stringify(report, null, 2)}\n`,
  '.md': asMarkdown,
};

/** Makes sure, before anything is rehearsed, that the report can be written. @throws Refused */
export async function prepareReportFile(name: string): Promise<ReportFile> {
  const form = FORMS[extname(name).toLowerCase()];
  if (!form) throw new Refused('--report takes the name of a file that ends with .json, or with .md for people.');
  const path = resolve(name);
  try {
    await access(dirname(path), constants.W_OK);
    if (existsSync(path)) await access(path, constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Refused(`--report: ${path} cannot be written (${code}).`);
  }
  return { path, write: (report) => writeFile(path, form(report)) };
}
