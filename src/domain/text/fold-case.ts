/**
 * The one case rule of Holdfast: what "ignores case" means for user names, e-mails, group names and filters on
 * `caseExact: false` attributes (RFC 7643 §2.2). Locale-independent, idempotent, and never a database's own rule.
 * Canonically equivalent spellings fold alike (NFC); both small sigmas fold to one. Compatibility forms (full-width
 * letters, ligatures) and the dotless i stay distinct, so no look-alike address folds onto another person's.
 */
export function foldCase(text: string): string {
  if (isPlainAscii(text)) return text.toLowerCase();
  return text.normalize('NFC').toLowerCase().replaceAll('ς', 'σ').normalize('NFC');
}

const isPlainAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);
