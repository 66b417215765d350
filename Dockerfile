# Tidemark: the service and its workbench. `docker build -t tidemark .`
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /tidemark
COPY package.json package-lock.json .npmrc ./
COPY collector-processor/package.json collector-processor/
COPY plugin/package.json plugin/
RUN npm ci
COPY . .
RUN npm run build:workbench --workspace plugin

FROM node:24.21.0-bookworm-slim
WORKDIR /tidemark
ENV NODE_ENV=production
COPY package.json package-lock.json .npmrc ./
COPY collector-processor/package.json collector-processor/
COPY plugin/package.json plugin/
# The service's own dependencies: no Grafana libraries, no build tools.
RUN npm ci --omit=dev --workspace collector-processor
COPY collector-processor/bin collector-processor/bin
COPY collector-processor/src collector-processor/src
COPY --from=build /tidemark/plugin/workbench/dist plugin/workbench/dist
RUN install -d -o node -g node /var/lib/tidemark
USER node
EXPOSE 4317 4318 4319
ENTRYPOINT ["node", "collector-processor/bin/tidemark.mjs"]
CMD ["serve"]
