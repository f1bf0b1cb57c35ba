/** After this the server cancels a statement. */
export const STATEMENT_TIMEOUT_MS = 60_000;
