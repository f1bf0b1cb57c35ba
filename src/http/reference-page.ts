import express, { type Router } from 'express';

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Holdfast API</title>
    <script type="module" src="/rapidoc-min.js"></script>
  </head>
  <body>
    <rapi-doc spec-url="/api/v1/openapi.json" render-style="read" show-header="false" load-fonts="false"
      allow-server-selection="false" allow-authentication="false" allow-try="false" schema-style="table"
      regular-font="system-ui, sans-serif" mono-font="ui-monospace, monospace"></rapi-doc>
    <noscript>The reference needs JavaScript; the document itself is at /api/v1/openapi.json.</noscript>
  </body>
</html>
`;

/** `/api/reference`: the API's document for people, with nothing fetched from elsewhere. The build adds the script. */
export function createReferenceRouter(): Router {
  const router = express.Router();
  router.get('/', (_request, response) => {
    response.set('cache-control', 'no-cache').type('html').send(PAGE);
  });
  return router;
}
