/** Whether a `DATABASE_URL` names MongoDB; anything else is PostgreSQL. */
export const isMongoUrl = (url: string): boolean => /^mongodb(\+srv)?:/.test(url);
