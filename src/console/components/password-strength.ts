/** The API refuses shorter ones. */
export const MIN_PASSWORD_LENGTH = 12;

export interface PasswordStrength {
  /** 0 too short, 1 weak, 2 fair, 3 strong. */
  readonly score: 0 | 1 | 2 | 3;
  readonly hint: string;
}

const CLASSES = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/];
const COMMON = /password|passwort|qwert|asdf|12345|admin|welcome|letmein|holdfast/i;

/** A rough guide while typing, by length, variety and what is too easily guessed. Not a proof of anything. */
export function passwordStrength(password: string, related: readonly string[] = []): PasswordStrength {
  const missing = MIN_PASSWORD_LENGTH - password.length;
  if (missing > 0) {
    return { score: 0, hint: `At least ${MIN_PASSWORD_LENGTH} characters: ${missing} to go` };
  }
  const lower = password.toLowerCase();
  const guessable = related.some((word) => word.length >= 4 && lower.includes(word.toLowerCase()));
  if (COMMON.test(password) || guessable || new Set(password).size < 6) {
    return { score: 1, hint: 'Easy to guess: avoid names, common words and repeated characters' };
  }
  const variety = CLASSES.filter((each) => each.test(password)).length;
  if (password.length >= 20 || (password.length >= 16 && variety >= 2) || variety === 4) {
    return { score: 3, hint: 'Strong' };
  }
  return { score: 2, hint: 'Good; a few more words would make it strong' };
}
