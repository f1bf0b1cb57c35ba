/** Whether a text can be the id of a record at all; anything else is answered without asking the database. */
export const isRecordId = (text: string): boolean => /^[\w.-]{1,64}$/.test(text);
