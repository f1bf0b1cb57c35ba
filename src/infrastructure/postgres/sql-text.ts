/** A name from the declarations, quoted. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A text from the declarations, quoted. Data never comes this way; it travels as parameters. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

export const snakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
