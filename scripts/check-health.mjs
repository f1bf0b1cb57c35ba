#!/usr/bin/env node
// Asks the service on this machine whether it is ready: the container's health check. Exit 0 when it is.
import http from 'node:http';
import https from 'node:https';

const tls = Boolean(process.env.TLS_CERT);
const port = process.env.PORT ?? 3000;
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
