/** What a test opened, to be closed in reverse order whatever became of the test. */
export class CleanUp {
  readonly #steps: (() => Promise<unknown>)[] = [];

  add(step: () => Promise<unknown>): void {
    this.#steps.push(step);
  }

  /** Runs every step, also after one that failed; then fails with the first failure. */
  async run(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.#steps.splice(0).reverse()) await step().catch((error) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }

  /** What `open` opens; when it fails half-way, what it had opened is closed again. */
  static async orUndo<T>(open: (cleanUp: CleanUp) => Promise<T>): Promise<T> {
    const cleanUp = new CleanUp();
    try {
      return await open(cleanUp);
    } catch (error) {
      await cleanUp.run().catch(() => {});
      throw error;
    }
  }
}
