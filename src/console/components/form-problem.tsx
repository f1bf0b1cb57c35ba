import { asProblem } from '../api/problem.ts';
import { ErrorState } from './error-state.tsx';
import { capital } from './words.ts';

/** What the API said about single fields, by field name: for a form's `setErrors`. */
export const fieldErrors = (error: unknown): Record<string, string> =>
  Object.fromEntries(asProblem(error).fields.map(({ field, message }) => [field, capital(message)]));

interface FormProblemProps {
  readonly error: unknown;
  /** The form's own fields: what concerns only them is shown at them, not here. */
  readonly fields: readonly string[];
}

/** The refusal of a form, unless its fields already show all of it. */
export function FormProblem({ error, fields }: FormProblemProps) {
  if (!error) return null;
  const problem = asProblem(error);
  if (problem.fields.length > 0 && problem.fields.every(({ field }) => fields.includes(field))) return null;
  return <ErrorState error={problem} />;
}
