/** What a process tells the one that started it over IPC, once it serves. */
export type Ready =
  | {
      readonly kind: 'service';
      readonly baseUrl: string;
      readonly dataDirectory?: string;
      readonly firstAdministratorLink?: string;
    }
  /** `operationsUrl`: where its health and metrics are, when it was told to serve them. */
  | { readonly kind: 'worker'; readonly operationsUrl?: string };

/** Tells a parent process that this one is ready; without such a parent it does nothing. */
export const announceReady = (ready: Ready): void => {
  process.send?.(ready);
};
