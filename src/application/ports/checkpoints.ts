/**
 * Named places where a use case can be paused from outside. Production passes straight through; the race tests hold one
 * transaction at a checkpoint while another runs, which makes every interleaving deterministic.
 */
export interface Checkpoints {
  reached(place: Checkpoint, detail: { readonly jobId?: string; readonly tenant: string }): Promise<void>;
}

export type Checkpoint =
  | 'reconcile:loaded'
  | 'reconcile:before-commit'
  | 'accept:before-commit'
  | 'access-change:before-commit'
  | 'account-change:before-commit'
  | 'schema-change:committed';

export const passThrough: Checkpoints = { reached: async () => {} };
