import type { Command } from 'commander';

/** A command that can print JSON for scripts. */
export const command = (parent: Command, nameAndArguments: string, description: string): Command =>
  parent.command(nameAndArguments).description(description).option('--json', 'print JSON for scripts');

/** A command that only holds others. */
export const group = (parent: Command, name: string, description: string): Command =>
  parent
    .command(name)
    .description(description)
    .action(function (this: Command) {
      this.help({ error: true });
    });
