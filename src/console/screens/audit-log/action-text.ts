/** What happened, in words: `api_token.created` is "API token created". */
export function actionText(action: string): string {
  const words = action
    .replaceAll(/[._]/g, ' ')
    .replace(/\bapi\b/, 'API')
    .replace(/\boauth\b/, 'OAuth');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
