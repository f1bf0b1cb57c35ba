const KEY = 'holdfast-organization';

/** Which organization the person looked at last, in this browser. Forgotten where storage is switched off. */
export const lastOrganization = {
  get(): string | undefined {
    try {
      return localStorage.getItem(KEY) ?? undefined;
    } catch {
      return undefined;
    }
  },
  set(slug: string): void {
    try {
      localStorage.setItem(KEY, slug);
    } catch {
      // The first organization is shown instead.
    }
  },
};
