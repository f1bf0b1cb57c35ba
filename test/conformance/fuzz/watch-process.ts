import { readFileSync } from 'node:fs';

const EVERY_MS = 500;

/**
 * Watches a service from outside while it is under fire: its memory before, at most and after, and the longest stall of
 * its event loop, which counts the processor being away as well, so it is told and not judged.
 */
export async function watchProcess({ baseUrl, pid }: { readonly baseUrl: string; readonly pid: number }) {
  await longestStallMs(baseUrl);
  const before = residentMegabytes(pid);
  let most = before;
  let stallMs = 0;
  let watching = true;
  const watch = (async () => {
    while (watching) {
      most = Math.max(most, residentMegabytes(pid));
      stallMs = Math.max(stallMs, await longestStallMs(baseUrl));
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  })();
  return {
    /** One sentence about it. */
    async stop(): Promise<string> {
      watching = false;
      await watch;
      const after = residentMegabytes(pid);
      return `longest stall of the event loop ${stallMs.toFixed(0)} ms; resident memory ${before} MB before, ${most} MB at most, ${after} MB after`;
    },
  };
}

function residentMegabytes(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}

/** Since it was last asked: the metric starts anew at each scrape. */
async function longestStallMs(baseUrl: string): Promise<number> {
  const text = await (await fetch(`${baseUrl}/metrics`)).text();
  return Number(/^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(text)?.[1] ?? 0) * 1_000;
}
