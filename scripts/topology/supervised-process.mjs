import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
/** Who lived so long starts anew without a pause that grew. */
const STEADY_MS = 10_000;
const LOOK_MS = 50;
const PATIENCE_MS = 60_000;

/**
 * One process that is started again whenever it ends, after a pause that grows, as `restart: unless-stopped` does it,
 * until somebody stops it. What it writes is appended to its log.
 */
export class SupervisedProcess {
  #options;
  #child;
  #wanted = false;
  #startedAt = 0;
  #pauseMs = FIRST_PAUSE_MS;
  #again;
  /** How often it was started. */
  starts = 0;
  /** What it said over IPC when it was ready, if it speaks it. */
  said;

  /**
   * `isReady(process)` is asked again and again. `ipc`: a Node process that sends a message when it is ready and ends when
   * this process does. `onPid(pid, runs)` hears of every process.
   */
  constructor({ name, command, args, environment = {}, ipc = false, log, isReady, onPid = () => {} }) {
    this.name = name;
    this.log = log;
    this.#options = { command, args, environment, ipc, isReady, onPid };
  }

  get pid() {
    return this.#child?.pid;
  }

  /** Starts it and waits until it is ready. @throws when it ends instead, the first time. */
  async start() {
    this.#wanted = true;
    clearTimeout(this.#again);
    if (!this.#child) this.#spawn();
    const isFirst = this.starts === 1;
    const giveUpAt = performance.now() + PATIENCE_MS;
    for (;;) {
      if (this.#child && (await this.#isReady())) return;
      if (isFirst && !this.#child) throw await this.#gaveUp('ended');
      if (performance.now() > giveUpAt) throw await this.#gaveUp(`was not ready after ${PATIENCE_MS / 1000} s`);
      await delay(LOOK_MS);
    }
  }

  /** SIGKILL; it comes back like after any other end. */
  async crash() {
    await this.#end('SIGKILL');
  }

  /** Ends it and leaves it so. Resolves with its exit code; null when a signal ended it. */
  async stop(signal = 'SIGTERM') {
    this.#wanted = false;
    clearTimeout(this.#again);
    return this.#end(signal);
  }

  /** As an operator does it: asks it to stop, waits for its end, starts it. Resolves with its exit code. */
  async restart() {
    const code = await this.stop();
    await this.start();
    return code;
  }

  #spawn() {
    const { command, args, environment, ipc, onPid } = this.#options;
    const log = openSync(this.log, 'a');
    const child = spawn(command, args, {
      env: { ...process.env, NODE_OPTIONS: '', ...environment },
      stdio: ['ignore', log, log, ...(ipc ? ['ipc'] : [])],
      // Ctrl-C is for whoever supervises.
      detached: true,
    });
    closeSync(log);
    this.#child = child;
    this.#startedAt = performance.now();
    this.starts++;
    this.said = undefined;
    const { pid } = child;
    if (pid) onPid(pid, true);
    child.on('message', (message) => {
      if (this.#child === child) this.said = message;
    });
    const over = () => {
      if (this.#child !== child) return;
      this.#child = undefined;
      if (pid) onPid(pid, false);
      if (this.#wanted) this.#startLater();
    };
    child.on('error', over);
    child.on('exit', over);
  }

  #startLater() {
    if (performance.now() - this.#startedAt > STEADY_MS) this.#pauseMs = FIRST_PAUSE_MS;
    this.#again = setTimeout(() => this.#wanted && !this.#child && this.#spawn(), this.#pauseMs);
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
  }

  async #isReady() {
    if (this.#options.ipc && !this.said) return false;
    return this.#options.isReady(this).catch(() => false);
  }

  async #end(signal) {
    const child = this.#child;
    if (!child) return null;
    const ended = once(child, 'exit');
    child.kill(signal);
    const [code] = await ended;
    return code;
  }

  async #gaveUp(what) {
    await this.stop('SIGKILL');
    const lines = readFileSync(this.log, 'utf8').trim().split('\n').slice(-15).join('\n');
    return new Error(`${this.name} ${what}. The end of ${this.log}:\n${lines}`);
  }
}
