import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import mantine from 'postcss-preset-mantine';
import { defineConfig, type Plugin } from 'vite';

const service = process.env.HOLDFAST_URL ?? 'http://127.0.0.1:3000';
const proxied = Object.fromEntries(
  ['/api', '/scim', '/oauth', '/healthz', '/readyz'].map((path) => [path, { target: service, changeOrigin: false }]),
);

const OLD_MS = 3_600_000;

/**
 * Lays a compressed copy beside every script and stylesheet, so that serving costs nothing. Files of an earlier build
 * stay for an hour: a page that is open may not have loaded all of them yet.
 */
const assets: Plugin = {
  name: 'assets',
  apply: 'build',
  writeBundle({ dir = '' }, bundle) {
    const current = new Set<string>();
    for (const name of Object.keys(bundle)) {
      current.add(join(dir, name));
      if (!/\.(js|css)$/.test(name)) continue;
      const contents = readFileSync(join(dir, name));
      if (contents.length < 1024) continue;
      current.add(join(dir, `${name}.gz`));
      writeFileSync(join(dir, `${name}.gz`), gzipSync(contents, { level: 9 }));
    }
    for (const name of readdirSync(join(dir, 'assets'))) {
      const path = join(dir, 'assets', name);
      if (!current.has(path) && Date.now() - statSync(path).mtimeMs > OLD_MS) rmSync(path);
    }
  },
};

/** Few files instead of a hundred small ones. The charts stay apart, with the one screen that shows them. */
const chunks = [
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler|@tanstack)\// },
  {
    name: 'mantine',
    test: /node_modules\/(@mantine\/(core|hooks|form|notifications|store)|@floating-ui|clsx|tabbable)\//,
  },
  { name: 'shared', test: /src\/console\/(api|components|live|routing\/(?!routes|router\.))/ },
];

export default defineConfig(({ command }) => {
  // Whoever builds from a test (NODE_ENV=test) must not get React's development build.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    root: fileURLToPath(new URL('../src/console', import.meta.url)),
    plugins: [react(), assets],
    css: { postcss: { plugins: [mantine()] } },
    build: {
      outDir: fileURLToPath(new URL('../dist/console', import.meta.url)),
      emptyOutDir: false,
      // The content security policy allows neither inline scripts nor data: URLs for scripts and fonts.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      target: 'es2022',
      chunkSizeWarningLimit: 600,
      rolldownOptions: { output: { codeSplitting: { groups: chunks } } },
    },
    server: { port: 5173, strictPort: true, proxy: proxied },
  };
});
