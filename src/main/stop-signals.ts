/** A terminal's Ctrl-C arrives twice under npm: from the terminal, and passed on by npm. */
const SAME_KEYPRESS_MS = 1_000;

/**
 * Resolves with the first SIGINT or SIGTERM, or when the process that started this one over IPC is gone. A second signal,
 * well after the first, ends the process at once.
 */
export function stopRequested(onForced: () => void): Promise<string> {
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    const onSignal = (signal: string): void => {
      if (firstAt === undefined) {
        firstAt = Date.now();
        resolve(signal);
      } else if (Date.now() - firstAt > SAME_KEYPRESS_MS) {
        onForced();
        process.exit(130);
      }
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
    if (process.send) process.on('disconnect', () => firstAt === undefined && onSignal('disconnect'));
  });
}
