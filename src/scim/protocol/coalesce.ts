interface Batch<Value> {
  readonly keys: Set<string>;
  readonly answer: Promise<ReadonlyMap<string, Value>>;
}

/**
 * Turns the lookups that requests make in one turn of the event loop into one: under load a query serves many requests,
 * otherwise nothing waits. Lookups of different scopes are never mixed; `nameOf` names all of a scope that the answer depends on,
 * as requests may hold a scope in different states.
 */
export function coalesce<Scope, Value>(
  nameOf: (scope: Scope) => string,
  load: (scope: Scope, keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): (scope: Scope, key: string) => Promise<Value | undefined> {
  const open = new Map<string, Batch<Value>>();

  const begin = (scope: Scope, name: string): Batch<Value> => {
    const keys = new Set<string>();
    const answer = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      open.delete(name);
      return load(scope, [...keys]);
    });
    const batch = { keys, answer };
    open.set(name, batch);
    return batch;
  };

  return async (scope, key) => {
    const name = nameOf(scope);
    const batch = open.get(name) ?? begin(scope, name);
    batch.keys.add(key);
    return (await batch.answer).get(key);
  };
}
