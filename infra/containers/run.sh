#!/usr/bin/env bash
# Builds the images from infra/Dockerfile and really runs what docker-compose.yml says: the topics and the five services.
# Then 400 real orders go through them, they are stopped, and everything is removed. Says what it saw; exit code 0 or 1.
#   infra/containers/run.sh
# Uses the Docker engine that answers. On Debian, as root, where none does, it starts one (engine.sh) and removes it again.
# PostgreSQL, Kafka and Redis run natively, as images of them are not to be had everywhere. Needs `npm start` once before
# (dependencies), Java and the jars (infra/kafka-native), redis-server, Compose.
set -euo pipefail
cd "$(dirname "$0")/../.."

if ! docker version >/dev/null 2>&1; then
  echo 'no Docker engine answers: starting one' >&2
  trap 'infra/containers/engine.sh clean' EXIT
  # A signal must not keep the engine from being ended.
  trap 'exit 130' INT TERM
  lines=$(infra/containers/engine.sh start)
  eval "$lines"
fi
node --conditions=@polyphon/source --import tsx infra/containers/run.ts
