import { SingleBar } from 'cli-progress';
import type { MoveWatcher } from '../../application/moving/move-installation.ts';

const LINE_EVERY_MS = 5_000;
const STEPS = { copy: 'Copying', verify: 'Comparing' } as const;

export interface MoveProgress extends MoveWatcher {
  /** How far the present step has come. */
  readonly done: number;
  readonly total: number;
  /** Takes a bar off the terminal. */
  end(): void;
}

/** Shows how a move goes on, on standard error: a bar on a terminal; elsewhere a line at each step and every five seconds. */
export const watchMove = (stream: NodeJS.WriteStream = process.stderr): MoveProgress =>
  stream.isTTY ? new Bar(stream) : new Lines(stream);

class Lines implements MoveProgress {
  readonly #stream: NodeJS.WriteStream;
  #step: keyof typeof STEPS = 'copy';
  #toldAt = 0;
  done = 0;
  total = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  waiting(): void {
    this.#stream.write('Waiting until nothing can still be writing to the source …\n');
  }

  begins(step: 'copy' | 'verify', total: number, done: number, isResumed: boolean): void {
    Object.assign(this, { done, total });
    this.#step = step;
    const after = isResumed ? `, going on after ${done}` : '';
    this.#stream.write(`${STEPS[step]} ${total} documents${after} …\n`);
    this.#toldAt = performance.now();
  }

  collection(): void {}

  advances(documents: number): void {
    this.done += documents;
    const now = performance.now();
    if (now - this.#toldAt < LINE_EVERY_MS) return;
    this.#toldAt = now;
    this.#stream.write(`${STEPS[this.#step]}: ${this.done} of ${this.total} documents\n`);
  }

  end(): void {}
}

class Bar implements MoveProgress {
  readonly #stream: NodeJS.WriteStream;
  #shown: SingleBar | undefined;
  done = 0;
  total = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  waiting(): void {
    this.#stream.write('Waiting until nothing can still be writing to the source …\n');
  }

  begins(step: 'copy' | 'verify', total: number, done: number, isResumed: boolean): void {
    this.end();
    Object.assign(this, { done, total });
    if (isResumed) this.#stream.write(`Going on after ${done} documents\n`);
    this.#shown = new SingleBar({
      format: `${STEPS[step].padEnd(9)} [{bar}] {value} of {total} documents  {collection}`,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      hideCursor: true,
      barsize: 30,
      stream: this.#stream,
    });
    this.#shown.start(total, done, { collection: '' });
  }

  collection(_step: 'copy' | 'verify', collection: string): void {
    this.#shown?.update(this.done, { collection });
  }

  advances(documents: number): void {
    this.done += documents;
    this.#shown?.update(this.done);
  }

  end(): void {
    this.#shown?.stop();
    this.#shown = undefined;
  }
}
