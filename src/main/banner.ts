import { colours as pc } from '../story/colours.ts';

export interface BannerFacts {
  readonly baseUrl: string;
  readonly dataDirectory?: string;
  readonly firstAdministratorLink?: string;
  readonly isNew: boolean;
  readonly worker: boolean;
  readonly readOnly: boolean;
  readonly recovered: string | undefined;
  /** Sync jobs that a crash interrupted. */
  readonly underWay: number;
}

/** What a start prints for whoever sits before it. */
export function banner(facts: BannerFacts): string {
  const line = (label: string, text: string) => `  ${pc.dim(label.padEnd(9))} ${text}\n`;
  const jobs =
    facts.underWay > 0 ? ` ${facts.underWay} interrupted sync job${facts.underWay > 1 ? 's go' : ' goes'} on.` : '';
  return [
    `\n${pc.bold('Holdfast')} is ready${facts.worker ? '' : ' (without a worker: start one with "holdfast worker")'}.\n`,
    line('Console', pc.cyan(facts.baseUrl)),
    line('SCIM', `${facts.baseUrl}/scim/v2`),
    facts.dataDirectory ? line('Data', facts.dataDirectory) : '',
    facts.readOnly ? line('Mode', 'read-only: changes are refused, and no jobs are taken') : '',
    facts.recovered ? line('Recovered', `Holdfast was not stopped properly last time. ${facts.recovered}${jobs}`) : '',
    facts.firstAdministratorLink
      ? `\n  Open this link once, within a day, to create the first instance administrator:\n  ${pc.cyan(facts.firstAdministratorLink)}\n`
      : '',
    '\n',
  ].join('');
}
