import defaults from '../../../config/default.json' with { type: 'json' };
import { environmentName, settingNames, settings } from './settings.ts';

/** Every setting as a row of the README: what it is called in either place, its default, and what it means. */
export function configTable(): string {
  const known: Readonly<Record<string, unknown>> = defaults;
  const rows = settingNames.map((name) => {
    const initial = known[name] === undefined ? '–' : `\`${known[name]}\``;
    return `| \`${environmentName(name)}\` | \`${name}\` | ${initial} | ${settings.shape[name].description ?? ''} |`;
  });
  return ['| environment | file | default | meaning |', '| --- | --- | --- | --- |', ...rows, ''].join('\n');
}
