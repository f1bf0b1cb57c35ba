import type { Json, JsonObject } from '../../domain/provisioning/directory-user.ts';

/** A member of a protocol message, by its name in any case: clients write `Operations` and `operations`. */
export function messageMember(message: JsonObject, name: string): Json | undefined {
  if (Object.hasOwn(message, name)) return message[name];
  const wanted = name.toLowerCase();
  const key = Object.keys(message).find((candidate) => candidate.toLowerCase() === wanted);
  return key === undefined ? undefined : message[key];
}
