/** The installation cannot be moved like this. The message is one sentence that says what would help. */
export class MoveRefused extends Error {
  override readonly name = 'MoveRefused';
}

/** The move was asked to stop, and what it did so far is kept. */
export class MoveStopped extends Error {
  override readonly name = 'MoveStopped';
}
