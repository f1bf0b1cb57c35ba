import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import mantine from 'postcss-preset-mantine';
import { defineConfig } from 'vite';

const service = process.env.HOLDFAST_URL ?? 'http://127.0.0.1:3000';
const proxied = Object.fromEntries(
  ['/api', '/scim', '/healthz', '/readyz'].map((path) => [path, { target: service, changeOrigin: false }]),
);

export default defineConfig({
  root: fileURLToPath(new URL('../src/console', import.meta.url)),
  plugins: [react()],
  css: { postcss: { plugins: [mantine()] } },
  build: {
    outDir: fileURLToPath(new URL('../dist/console', import.meta.url)),
    emptyOutDir: true,
    // The content security policy allows neither inline scripts nor data: URLs for scripts and fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    chunkSizeWarningLimit: 600,
  },
  server: { port: 5173, strictPort: true, proxy: proxied },
});
