// Runs before the first paint, so that a dark screen never flashes white. Not inline: the content security policy forbids it.
(() => {
  let chosen = 'auto';
  try {
    chosen = localStorage.getItem('holdfast-color-scheme') || 'auto';
  } catch {
    // Storage may be switched off; the system's scheme is a fine answer.
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
