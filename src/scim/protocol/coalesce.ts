interface Batch<Value> {
  readonly keys: Set<string>;
  readonly answer: Promise<ReadonlyMap<string, Value>>;
}

/**
 * Turns the lookups that requests make in one turn of the event loop into one: under load a query serves many requests,
 * otherwise nothing waits. Lookups of different scopes are never mixed.
 */
export function coalesce<Scope extends { readonly id: string }, Value>(
  load: (scope: Scope, keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): (scope: Scope, key: string) => Promise<Value | undefined> {
  const open = new Map<string, Batch<Value>>();

  const begin = (scope: Scope): Batch<Value> => {
    const keys = new Set<string>();
    const answer = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      open.delete(scope.id);
      return load(scope, [...keys]);
    });
    const batch = { keys, answer };
    open.set(scope.id, batch);
    return batch;
  };

  return async (scope, key) => {
    const batch = open.get(scope.id) ?? begin(scope);
    batch.keys.add(key);
    return (await batch.answer).get(key);
  };
}
