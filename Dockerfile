# One image for every process; docker-compose.yml says which one a container is.
FROM node:24-bookworm-slim AS build
WORKDIR /autolog
COPY package.json package-lock.json .npmrc ./
COPY apps/cli/package.json apps/cli/
COPY apps/cli/bin apps/cli/bin
COPY apps/device-adapter/package.json apps/device-adapter/
COPY apps/server/package.json apps/server/
COPY apps/simulator/package.json apps/simulator/
COPY apps/web/package.json apps/web/
COPY libs/bundle/package.json libs/bundle/
COPY libs/contract/package.json libs/contract/
COPY libs/domain/package.json libs/domain/
COPY libs/embedded-postgres/package.json libs/embedded-postgres/
COPY libs/ledger/package.json libs/ledger/
COPY libs/opcua/package.json libs/opcua/
COPY libs/recipes/package.json libs/recipes/
COPY libs/settings/package.json libs/settings/
COPY libs/simulation/package.json libs/simulation/
COPY libs/store/package.json libs/store/
COPY migrations/package.json migrations/
RUN npm ci
COPY . .
# The pinned runtime of the checkout and the embedded PostgreSQL are for machines without Docker.
RUN npm run build && npm prune --omit=dev --omit=optional

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /autolog
RUN install -d -o node -g node /var/lib/autolog /var/lib/autolog-witness
COPY --from=build --chown=root:root /autolog /autolog
USER node
EXPOSE 8080
CMD ["node", "--enable-source-maps", "apps/server/dist/main.js"]
