import { InvalidInput } from './errors.ts';

const LONGEST = 200;

/** A name as people give it: trimmed, not empty, at most 200 characters, no control characters. @throws InvalidInput */
export function requireLabel(field: string, text: string): string {
  const label = text.trim();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (label === '' || label.length > LONGEST || /[\u0000-\u001f\u007f]/.test(label)) {
    throw new InvalidInput(field, `Give 1 to ${LONGEST} characters, none of them a control character`);
  }
  return label;
}
