#!/usr/bin/env node
// Gets a `mongod` for the tests on a machine that has none, and prints where it is.
import { fetchMongod } from './testing/mongod-binary.mjs';

const path = fetchMongod();
if (path) console.log(path);
else process.exitCode = 1;
