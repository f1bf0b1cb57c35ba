import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import mantine from 'postcss-preset-mantine';
import { defineConfig, type Plugin } from 'vite';

const service = process.env.HOLDFAST_URL ?? 'http://127.0.0.1:3000';
const proxied = Object.fromEntries(
  ['/api', '/scim', '/healthz', '/readyz'].map((path) => [path, { target: service, changeOrigin: false }]),
);

/** Lays a compressed copy beside every script and stylesheet, so that serving costs nothing. */
const compressed: Plugin = {
  name: 'compressed-copies',
  apply: 'build',
  writeBundle({ dir = '' }) {
    const assets = join(dir, 'assets');
    for (const name of readdirSync(assets)) {
      if (!/\.(js|css)$/.test(name)) continue;
      const contents = readFileSync(join(assets, name));
      if (contents.length > 1024) writeFileSync(join(assets, `${name}.gz`), gzipSync(contents, { level: 9 }));
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
    plugins: [react(), compressed],
    css: { postcss: { plugins: [mantine()] } },
    build: {
      outDir: fileURLToPath(new URL('../dist/console', import.meta.url)),
      emptyOutDir: true,
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
