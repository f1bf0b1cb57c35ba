#!/usr/bin/env node
// Asks the service on this machine whether it is ready: the container's health check. Exit 0 when it is.
// `worker` asks a worker process, which has to be told a WORKER_METRICS_PORT.
import http from 'node:http';
import https from 'node:https';

const isWorker = process.argv[2] === 'worker';
const tls = !isWorker && Boolean(process.env.TLS_CERT);
const port = isWorker ? process.env.WORKER_METRICS_PORT : (process.env.PORT ?? 3000);
// The certificate names the public address, not loopback.
const request = (tls ? https : http).get({
  host: '127.0.0.1',
  port,
  path: '/readyz',
  rejectUnauthorized: false,
  timeout: 2500,
});
request.on('response', (response) => process.exit(response.statusCode === 200 ? 0 : 1));
request.on('timeout', () => process.exit(1));
request.on('error', () => process.exit(1));
