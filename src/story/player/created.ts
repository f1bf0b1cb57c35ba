interface AnswerToCreation {
  readonly status: number;
  readonly body: unknown;
}

/** A creation whose answer never came, or did not say what was created. */
interface Unsure {
  /** Where it would be found. */
  readonly look: string;
  /** Told what was found there: only what carries the name that was sent counts as created. */
  readonly found: (list: unknown) => void;
}

/** By what a resource is looked for when nobody knows its id. */
const NAMES: Readonly<Record<string, string>> = { '/Users': 'userName', '/Groups': 'displayName' };
const CHANGING: ReadonlySet<string> = new Set(['PUT', 'PATCH', 'DELETE']);

/** Remembers what a client created on a server, so that it can take it away again, and touches nothing else. */
export class Created {
  /** Paths of what is there; the newest last. */
  readonly #there = new Set<string>();
  readonly #ever = new Set<string>();
  readonly #unsure = new Map<string, Unsure>();

  /** To be called before a request is sent; what it returns, with its answer. */
  begin(method: string, path: string, body: unknown): (answer: AnswerToCreation) => void {
    const place = placeOf(path);
    const isCreation = method === 'POST' && place in NAMES;
    if (isCreation) this.#begin(place, body);
    return ({ status, body: answered }) => {
      const id = textAt(answered, 'id');
      if (isCreation && status >= 200 && status < 300 && id !== undefined) {
        this.#add(`${place}/${id}`);
        this.#unsure.delete(keyOf(place, body));
      } else if (isCreation && status >= 400 && status < 500) this.#unsure.delete(keyOf(place, body));
      if (method === 'DELETE' && status < 300) this.gone(place);
    };
  }

  /** @throws when a write would touch what was not created here */
  assertOwn(method: string, path: string): void {
    const place = placeOf(path);
    if (!CHANGING.has(method) || this.#ever.has(place)) return;
    throw new Error(`${method} ${place} would touch what this rehearsal did not create: it was not sent`);
  }

  unsure(): readonly Unsure[] {
    return [...this.#unsure.values()];
  }

  /** What is still there, the newest first. */
  left(): string[] {
    return [...this.#there].reverse();
  }

  gone(path: string): void {
    this.#there.delete(path);
  }

  #add(path: string): void {
    this.#there.add(path);
    this.#ever.add(path);
  }

  #begin(place: string, body: unknown): void {
    const attribute = NAMES[place] ?? '';
    const name = textAt(body, attribute);
    if (name === undefined) return;
    this.#unsure.set(keyOf(place, body), {
      look: `${place}?filter=${encodeURIComponent(`${attribute} eq ${JSON.stringify(name)}`)}`,
      found: (list) => {
        const { Resources } = (typeof list === 'object' && list !== null ? list : {}) as { Resources?: unknown };
        for (const resource of Array.isArray(Resources) ? (Resources as unknown[]) : []) {
          const id = textAt(resource, 'id');
          if (id !== undefined && textAt(resource, attribute)?.toLowerCase() === name.toLowerCase())
            this.#add(`${place}/${id}`);
        }
      },
    });
  }
}

/** Without a query, and without what some clients leave at the end. */
const placeOf = (path: string): string => path.split('?', 1)[0]?.replace(/\/$/, '') ?? path;

const keyOf = (place: string, body: unknown): string => `${place} ${textAt(body, NAMES[place] ?? '') ?? ''}`;

function textAt(value: unknown, name: string): string | undefined {
  const found = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return typeof found === 'string' && found !== '' ? found : undefined;
}
