import { Code } from '@mantine/core';

/** How a token begins, shortened to what tells it from others. */
export function TokenPrefix({ prefix }: { readonly prefix: string }) {
  const kind = prefix.slice(0, prefix.indexOf('_') + 1);
  return (
    <Code title={`${prefix}…`} style={{ whiteSpace: 'nowrap' }}>
      {prefix.length > 18 ? `${kind}…${prefix.slice(-7)}` : prefix}…
    </Code>
  );
}
