import { type Logger, pino, stdSerializers } from 'pino';
import type { Configuration } from './configuration/configuration.ts';

/**
 * The log of a process, on standard error: one JSON object per line, or readable lines on a terminal. Secrets never get
 * into it: what is logged of requests is chosen field by field, and these headers are removed wherever they turn up.
 */
export async function createLog(configuration: Pick<Configuration, 'logLevel'>): Promise<Logger> {
  const options = {
    level: configuration.logLevel,
    base: { pid: process.pid },
    serializers: { err: stdSerializers.err },
    redact: {
      paths: ['authorization', 'cookie', '*.authorization', '*.cookie', '*.headers.authorization', '*.headers.cookie'],
      censor: '(removed)',
    },
  };
  if (!process.stderr.isTTY) {
    // A write per line would cost a request more than most of what it does; lines wait a moment for company.
    const destination = pino.destination({ dest: 2, sync: false, minLength: 16_000, periodicFlush: 100 });
    return pino({ ...options, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  }
  const { default: pretty } = await import('pino-pretty');
  return pino(options, pretty({ destination: 2, sync: true, translateTime: 'SYS:HH:MM:ss.l', ignore: 'pid,hostname' }));
}
