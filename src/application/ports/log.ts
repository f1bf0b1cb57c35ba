/** Structured log lines. A pino logger is one. Details never carry secrets or request bodies. */
export interface Log {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}
