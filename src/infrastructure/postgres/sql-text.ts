/** A name from the declarations, quoted. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A text from the declarations, quoted. Data never comes this way; it travels as parameters. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * A test of rows that are found by their ids. The planner must not take it for a reason to go through a partial index
 * instead, which it does while it has no idea how large a table is; into `case` it does not look.
 */
export const testedLast = (test: string): string => `case when ${test} then true end`;

export const snakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
