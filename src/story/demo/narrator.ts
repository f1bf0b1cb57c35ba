import { SingleBar } from 'cli-progress';
import { colours as pc } from '../colours.ts';

export interface Progress {
  step(): void;
  done(): void;
}

/** Tells the story on standard output and keeps count of what came out as told. */
export class Narrator {
  readonly #write: (text: string) => void;
  readonly #isTerminal: boolean;
  #passed = 0;
  readonly #failures: string[] = [];

  constructor(write = (text: string) => void process.stdout.write(text), isTerminal = process.stdout.isTTY === true) {
    this.#write = write;
    this.#isTerminal = isTerminal;
  }

  chapter(title: string): void {
    this.#write(`\n${pc.bold(title)}\n`);
  }

  tell(sentence: string): void {
    this.#write(`  ${sentence}\n`);
  }

  /** A claim that was checked by reading it back. */
  check(claim: string, holds: boolean, seen?: unknown): void {
    if (holds) {
      this.#passed += 1;
      this.#write(`  ${pc.green('✓')} ${claim}\n`);
      return;
    }
    const details = seen === undefined ? '' : `: ${typeof seen === 'string' ? seen : JSON.stringify(seen)}`;
    this.#failures.push(`${claim}${details}`);
    this.#write(`  ${pc.red('✗')} ${claim}${pc.red(details)}\n`);
  }

  /** A progress bar on a terminal, a line for each quarter elsewhere. */
  progress(what: string, total: number): Progress {
    return this.#isTerminal ? bar(what, total) : this.#lines(what, total);
  }

  get failures(): readonly string[] {
    return this.#failures;
  }

  get passed(): number {
    return this.#passed;
  }

  #lines(what: string, total: number): Progress {
    let done = 0;
    let told = 0;
    return {
      step: () => {
        done += 1;
        const quarter = Math.floor((done / total) * 4);
        if (quarter <= told) return;
        told = quarter;
        this.tell(`${what}: ${done} of ${total}`);
      },
      done: () => {},
    };
  }
}

function bar(what: string, total: number): Progress {
  const shown = new SingleBar({
    format: `  ${what} [{bar}] {value} of {total}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    barsize: 40,
    stream: process.stdout,
  });
  shown.start(total, 0);
  return { step: () => shown.increment(), done: () => shown.stop() };
}
