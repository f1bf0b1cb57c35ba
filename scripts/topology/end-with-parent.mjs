// Ends what a killed supervisor leaves behind. It reads `+pid` and `-pid`; when its input ends, those that are left are
// killed, and the folder it was given is removed.
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [folder] = process.argv.slice(2);
const running = new Set();
process.on('SIGINT', () => {});
for await (const line of createInterface({ input: process.stdin })) {
  if (line.startsWith('+')) running.add(Number(line.slice(1)));
  else running.delete(Number(line.slice(1)));
}
for (const pid of running) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone.
  }
}
if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
