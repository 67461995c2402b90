#!/usr/bin/env bash
# Builds the images from infra/Dockerfile and really runs what docker-compose.yml says: the topics and the five services.
# Then 400 real orders go through them, they are stopped, and everything is removed. Says what it saw; exit code 0 or 1.
#   infra/containers/run.sh
#   infra/containers/run.sh --prepare   only brings what that needs
# Uses the Docker engine that answers. On Debian, as root, where none does, it starts one (engine.sh) and removes it again.
# PostgreSQL, Kafka and Redis run natively, as images of them are not to be had everywhere: PostgreSQL comes with the
# dependencies, Kafka's jars with Maven, and what else is missing is installed on Debian, as root, or named.
set -euo pipefail
usage='usage: infra/containers/run.sh [--prepare]'
task=${1:-}
case $task in
--help) echo "$usage"; exit 0 ;;
'' | --prepare) ;;
*) echo "$usage" >&2; exit 2 ;;
esac
cd "$(dirname "$0")/../.."

install_programs() {
  local missing=() program
  for program in java:openjdk-17-jre-headless mvn:maven redis-server:redis-server; do
    command -v "${program%%:*}" >/dev/null || missing+=("${program##*:}")
  done
  [ ${#missing[@]} -eq 0 ] && return
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "missing: ${missing[*]}; on Debian: apt-get install -y ${missing[*]}" >&2
    exit 1
  fi
  echo "installing ${missing[*]}" >&2
  { apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends "${missing[@]}"; } >&2
}

install_programs
node packages/toolchain/prepare.mjs
[ -d infra/kafka-native/target/kafka-libs ] || mvn -q -B -f infra/kafka-native/pom.xml package
[ "$task" != --prepare ] || exit 0

if ! docker version >/dev/null 2>&1; then
  echo 'no Docker engine answers: starting one' >&2
  trap 'infra/containers/engine.sh clean' EXIT
  # A signal must not keep the engine from being ended.
  trap 'exit 130' INT TERM
  lines=$(infra/containers/engine.sh start)
  eval "$lines"
fi
node --conditions=@polyphon/source --import tsx infra/containers/run.ts
