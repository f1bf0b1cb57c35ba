#!/usr/bin/env node
import { orExplain, prepare } from './prepare.mjs';

if (await orExplain(prepare)) {
  process.setSourceMapsEnabled(true);
  await import(new URL('../dist/main/cli.js', import.meta.url).href);
}
