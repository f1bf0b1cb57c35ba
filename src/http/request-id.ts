import type { Request } from 'express';

declare module 'http' {
  interface IncomingMessage {
    /** Made by this service for every request; stands in the log, the audit log and the `x-request-id` header. */
    id?: string;
  }
}

export const requestIdOf = (request: Request): string => request.id ?? 'unknown';
