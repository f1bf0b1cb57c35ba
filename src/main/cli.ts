import { runCommandLine } from './run-command-line.ts';

await runCommandLine(process.argv.slice(2));
for (const stream of [process.stdout, process.stderr]) {
  await new Promise<void>((resolve) => stream.write('', () => resolve()));
}
// Left to end by itself, Node now and then waits for its compiler threads for ever (nodejs/node#54918).
process.exit();
