import type { Job, JobsOptions, WorkerOptions } from 'bullmq';

/** The part of a BullMQ queue that producers use. */
export interface BullQueue {
  waitUntilReady(): Promise<unknown>;
  add(name: string, data: unknown, options: JobsOptions): Promise<unknown>;
  getJobCounts(...states: ('waiting' | 'prioritized')[]): Promise<Record<string, number>>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

/** The part of a BullMQ worker that its supervisor uses. */
export interface BullWorker {
  waitUntilReady(): Promise<unknown>;
  run(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

export type Processor = (job: Job, token?: string) => Promise<void>;

/** Where BullMQ keeps its jobs. Neither opening touches the network before `waitUntilReady`. */
export interface QueueStorage {
  openQueue(name: string): BullQueue;
  openWorker(name: string, processor: Processor, options: Omit<WorkerOptions, 'connection'>): BullWorker;
  /** Settles when the first connection stands or fails. */
  firstAnswer(): Promise<unknown>;
  /** Any answer of the server; may take long or reject with whatever the driver says. */
  ping(): Promise<unknown>;
  /** Drops every connection that is still open, whether or not what was opened here could close properly. */
  close(): void;
}
