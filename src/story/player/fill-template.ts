import type { Template, Variables } from './exchange.ts';

const VARIABLE = /\{\{([^{}]+)\}\}/g;
const WHOLE = /^\{\{([^{}]+)\}\}$/;

/** A variable was never set, because the exchange that saves it failed. */
export class MissingVariable extends Error {
  override readonly name = 'MissingVariable';
  constructor(variable: string) {
    super(`It builds on something that did not work before (${variable})`);
  }
}

/** A template with its variables put in. @throws MissingVariable */
export function fill(template: Template, variables: Variables): unknown {
  if (typeof template === 'string') return fillText(template, variables);
  if (Array.isArray(template)) return template.map((item: Template) => fill(item, variables));
  if (typeof template === 'object' && template !== null) {
    return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, fill(value, variables)]));
  }
  return template;
}

function fillText(text: string, variables: Variables): unknown {
  const [, whole] = WHOLE.exec(text) ?? [];
  return whole === undefined ? fillString(text, variables) : lookUp(whole, variables);
}

export const fillString = (
  text: string,
  variables: Variables,
  encode: (value: string) => string = (value) => value,
): string => text.replace(VARIABLE, (_match, name: string) => encode(String(lookUp(name, variables))));

/** `person.userName` is a field of the variable `person`. */
function lookUp(name: string, variables: Variables): unknown {
  let value: unknown = variables;
  for (const key of name.trim().split('.')) {
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  }
  if (value === undefined) throw new MissingVariable(name);
  return value;
}
