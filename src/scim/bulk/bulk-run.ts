import { InstallationReadOnly } from '../../application/operation/installation-read-only.ts';
import { DatabaseUnavailable } from '../../application/ports/storage-errors.ts';
import type { JsonObject } from '../../domain/provisioning/directory-user.ts';
import { ScimError } from '../errors/scim-error.ts';
import { translateError } from '../errors/translate-error.ts';
import { recordRefusal } from '../protocol/record-refusal.ts';
import type { ScimCall } from '../protocol/scim-call.ts';
import { errorReply } from '../protocol/send-reply.ts';
import type { BulkOperation, ReadOperation } from './bulk-operation.ts';
import type { BulkTarget } from './bulk-references.ts';
import { type CarriedOut, carryOutOperation, idOf, locationOf, refusedRequestOf } from './carry-out-operation.ts';
import { CircleRefused, createCircle } from './create-circle.ts';
import { describeOperations } from './describe-operations.ts';
import type { BulkRequest } from './parse-bulk-request.ts';
import { type BulkStep, planBulk } from './plan-bulk.ts';
import { runSteps } from './run-steps.ts';

/** Operations under way at one time: enough to share round trips, few enough to leave the database to others. */
const CONCURRENCY = 16;

/** Carries out the operations of one Bulk request and keeps what became of each, for whoever reads along. */
export class BulkRun {
  readonly #call: ScimCall;
  readonly #request: BulkRequest;
  readonly #answers: (JsonObject | undefined)[];
  readonly #created = new Map<string, BulkTarget | 'refused'>();
  #errors = 0;
  #answered = 0;
  /** The database cannot be written to: nothing more is tried. */
  #outage: ScimError | undefined;
  #isStopped = false;
  #isOver = false;
  #waiting: (() => void)[] = [];

  constructor(call: ScimCall, request: BulkRequest) {
    this.#call = call;
    this.#request = request;
    this.#answers = request.operations.map(() => undefined);
  }

  /** What became of an operation; undefined while nothing has, and for good when the request ended before its turn. */
  answerTo(place: number): JsonObject | undefined {
    return this.#answers[place];
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Resolves when more is known, or after `withinMs`. */
  changed(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** Starts no further operation; those under way are finished. */
  stop(): void {
    this.#isStopped = true;
  }

  /**
   * Carries out what it can. With `failOnErrors` one operation follows the other, so that none after the last error was
   * touched. @throws ScimError 503 when the database could not be written to and nothing was done.
   */
  async run(): Promise<void> {
    try {
      const { operations, failOnErrors } = this.#request;
      const { application, request } = this.#call;
      const steps = planBulk(await describeOperations(application, request.connection, operations));
      const concurrency = failOnErrors === undefined ? CONCURRENCY : 1;
      const goesOn = () => this.#goesOn();
      await runSteps(steps, { concurrency, goesOn, run: (step) => this.#runStep(step) });
      if (this.#outage) this.#answerUntouched(this.#outage);
      else await this.#recordEnd();
    } finally {
      this.#isOver = true;
      this.#tell();
    }
  }

  #goesOn(): boolean {
    const { failOnErrors = Number.POSITIVE_INFINITY } = this.#request;
    const hasEnded = this.#isStopped || this.#outage !== undefined || this.#errors >= failOnErrors;
    return !hasEnded && !this.#call.isAbandoned();
  }

  async #runStep({ operations, isCircle }: BulkStep): Promise<void> {
    const members = operations.flatMap((place) => this.#request.operations[place] ?? []);
    if (isCircle) return this.#runCircle(members);
    for (const operation of members) {
      try {
        if (operation.read instanceof ScimError) throw operation.read;
        const done = await carryOutOperation(this.#call, operation, operation.read, this.#created);
        this.#succeed(operation, operation.read, done);
      } catch (error) {
        await this.#fail(operation, error);
      }
    }
  }

  async #runCircle(members: readonly BulkOperation[]): Promise<void> {
    const circle = members.flatMap((operation) =>
      operation.read instanceof ScimError ? [] : [{ operation, read: operation.read }],
    );
    try {
      const done = await createCircle(this.#call, circle, this.#created);
      for (const [index, { operation, read }] of circle.entries()) {
        const one = done[index];
        if (one) this.#succeed(operation, read, one);
      }
    } catch (error) {
      const { cause, place } = error instanceof CircleRefused ? error : { cause: error, place: undefined };
      for (const { operation } of circle) {
        await this.#fail(operation, place === undefined || place === operation.place ? cause : partOfCircle());
      }
    }
  }

  #succeed(operation: BulkOperation, read: ReadOperation, { status, location, version }: CarriedOut): void {
    const { bulkId } = operation;
    if (read.method === 'POST' && bulkId !== undefined) {
      this.#created.set(bulkId, { id: location.slice(location.lastIndexOf('/') + 1), location });
    }
    this.#answer(operation, { location, ...(version !== undefined && { version }), status: String(status) });
  }

  async #fail(operation: BulkOperation, error: unknown): Promise<void> {
    const { method, bulkId, read } = operation;
    if (method === 'POST' && bulkId !== undefined) this.#created.set(bulkId, 'refused');
    const refusal = this.#translate(error);
    if (error instanceof DatabaseUnavailable || error instanceof InstallationReadOnly) {
      this.#outage ??= refusal;
      return;
    }
    this.#errors += 1;
    const request = refusedRequestOf(this.#call, operation);
    await recordRefusal(this.#call, request, error).catch((failure: unknown) => {
      this.#outage ??= this.#translate(failure);
    });
    const id = read instanceof ScimError ? undefined : idOf(read, this.#created);
    const location = id !== undefined && !(read instanceof ScimError) && locationOf(this.#call, read, id);
    this.#answer(operation, { ...(location !== false && { location }), ...errorAnswer(refusal) });
  }

  #translate(error: unknown): ScimError {
    const refusal = translateError(error);
    if (refusal) return refusal;
    const { requestId } = this.#call.request;
    this.#call.application.reportError(error, { requestId, part: 'bulk' });
    return new ScimError(500, undefined, `Something went wrong here; the request id is ${requestId}`);
  }

  #answer({ place, method, bulkId }: BulkOperation, outcome: JsonObject): void {
    this.#answers[place] = { method, ...(bulkId !== undefined && { bulkId }), ...outcome };
    this.#answered += 1;
    this.#tell();
  }

  #tell(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** Whoever reads 503 sends it again, which for operations that were carried out would be wrong. */
  #answerUntouched(outage: ScimError): void {
    if (this.#answered === 0) throw outage;
    for (const operation of this.#request.operations) {
      if (this.#answers[operation.place] === undefined) this.#answer(operation, errorAnswer(outage));
    }
  }

  /** A request that ended before all its operations had their turn says so in the audit log. */
  async #recordEnd(): Promise<void> {
    const { length } = this.#request.operations;
    if (this.#answered === length) return;
    const { application, directory, request } = this.#call;
    const why = this.#call.isAbandoned() ? 'the client went away' : 'failOnErrors was reached';
    const reason = `Ended after ${this.#answered} of ${length} operations: ${why}`;
    try {
      await directory.recordRefusedRequest(application, request, { reason });
    } catch (failure) {
      application.reportError(failure, { requestId: request.requestId, part: 'bulk' });
    }
  }
}

const errorAnswer = (refusal: ScimError): JsonObject => {
  const { body } = errorReply(refusal);
  return { status: String(refusal.status), response: body as JsonObject };
};

const partOfCircle = (): ScimError =>
  new ScimError(409, undefined, 'It refers, in a circle, to an operation that was refused');
