/**
 * Waits until both are over, then answers with both or throws the first one's error, else the second's. Unlike with
 * `Promise.all` nothing goes on in the background once the caller has answered: a change that is tried again after
 * somebody was told that it failed could undo what they did next.
 */
export async function whenBothSettled<A, B>(
  first: Promise<A>,
  second: Promise<B> | undefined,
): Promise<[A, B | undefined]> {
  const [one, two] = await Promise.allSettled([first, second]);
  if (one.status === 'rejected') throw one.reason;
  if (two.status === 'rejected') throw two.reason;
  return [one.value, two.value];
}
