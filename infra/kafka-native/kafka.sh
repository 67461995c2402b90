#!/usr/bin/env bash
# Runs Apache Kafka (KRaft) from the jars in target/kafka-libs, without Docker; Maven fetches them where they are missing.
#   kafka.sh run                       in the foreground, until it gets a signal
#   kafka.sh start|stop|status|clean   in the background; clean stops it and removes its data
# Settings, all from the environment:
#   KAFKA_NODES  1      a cluster of so many nodes, on KAFKA_PORT, +1, +2 …
#   KAFKA_NODE          only this node of the cluster
#   KAFKA_DIR    ./run  state, configuration, log files
#   KAFKA_PORT   19092  client port; KAFKA_CPORT 19192: controller port
#   KAFKA_ADVERTISED_PORT  where clients find this node, if a proxy stands before it
#   KAFKA_HEAP   256m   KAFKA_LIBS ./target/kafka-libs
#   KAFKA_PROPERTIES    a file with more lines for server.properties; they win
#   KAFKA_SCRAM         users made when the folder is formatted, one line each: SCRAM-SHA-512=[name="…",password="…"]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dir=${KAFKA_DIR:-$here/run}
port=${KAFKA_PORT:-19092}
cport=${KAFKA_CPORT:-19192}
heap=${KAFKA_HEAP:-256m}
nodes=${KAFKA_NODES:-1}
libs=${KAFKA_LIBS:-$here/target/kafka-libs}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
task=${1:-}
usage="usage: $0 run|start|stop|status|clean"
[ "$task" != --help ] || { echo "$usage"; exit 0; }

if [ "$nodes" -gt 1 ] && [ -z "${KAFKA_NODE:-}" ]; then
  [ "$task" = run ] && { echo 'run needs KAFKA_NODE, one process for each node' >&2; exit 2; }
  rc=0; pids=()
  # Side by side, because a node is up only when a quorum of them is.
  for n in $(seq "$nodes"); do KAFKA_NODE=$n "$0" "$task" & pids+=($!); done
  for p in "${pids[@]}"; do wait "$p" || rc=$?; done
  exit $rc
fi

node=${KAFKA_NODE:-1}
voters=
for n in $(seq "$nodes"); do voters+=${voters:+,}$n@127.0.0.1:$((cport + n - 1)); done
if [ "$nodes" -gt 1 ]; then dir=$dir/$node; minisr=$((nodes - 1)); else minisr=1; fi
port=$((port + node - 1))
cport=$((cport + node - 1))
pidfile=$dir/kafka.pid
log4j=("-Dkafka.logs.dir=$dir/logs" "-Dlog4j2.configurationFile=file:$here/log4j2.properties" -Djava.awt.headless=true)

# A killed broker that nobody has reaped yet still answers kill -0, so its state counts too.
alive() { [ -s "$pidfile" ] && case $(ps -o stat= -p "$(cat "$pidfile")" 2>/dev/null) in '' | Z*) return 1 ;; esac; }
# The client port opens only when the broker is ready to serve.
up() { (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }

# Nodes that start side by side fetch once.
fetch() {
  [ "$libs" = "$here/target/kafka-libs" ] || { echo "no broker in $libs" >&2; exit 1; }
  command -v mvn >/dev/null || { echo 'Maven fetches Kafka and is not here: apt-get install -y maven' >&2; exit 1; }
  mkdir -p "$here/target"
  (
    flock 9
    ls "$libs"/kafka_2.13-*.jar >/dev/null 2>&1 || mvn -q -B -f "$here/pom.xml" package >&2
  ) 9>"$here/target/.fetch"
}

prepare() {
  ls "$libs"/kafka_2.13-*.jar >/dev/null 2>&1 || fetch
  mkdir -p "$dir/logs" "$dir/data"
  sed -e "s#@DIR@#$dir#g" -e "s#@PORT@#$port#g" -e "s#@ADVERTISED@#${KAFKA_ADVERTISED_PORT:-$port}#g" -e "s#@CPORT@#$cport#g" -e "s#@NODE@#$node#g" \
    -e "s#@VOTERS@#$voters#g" -e "s#@REPLICAS@#$nodes#g" -e "s#@MINISR@#$minisr#g" \
    "$here/server.properties.in" >"$dir/server.properties"
  [ -z "${KAFKA_PROPERTIES:-}" ] || cat "$KAFKA_PROPERTIES" >>"$dir/server.properties"
  [ -f "$dir/data/meta.properties" ] && return
  # A cluster id is 16 bytes in URL-safe base64 without padding and never starts with '-'; all nodes of a cluster share it.
  local id users=() user
  while read -r user; do [ -z "$user" ] || users+=(--add-scram "$user"); done <<<"${KAFKA_SCRAM:-}"
  id=$(printf '%s' "$voters" | md5sum | cut -c1-21)A
  "$java" -Xmx96m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "${log4j[@]}" -cp "$libs/*" \
    kafka.tools.StorageTool format -t "$id" -c "$dir/server.properties" --ignore-formatted \
    ${users[@]+"${users[@]}"} >"$dir/logs/format.log"
}

# A heap of 256 MB on two shared cores is better off with the serial collector than with Kafka's own choice, G1.
broker() {
  exec "$@" "$java" -Xms"$heap" -Xmx"$heap" -XX:+UseSerialGC -XX:MaxDirectMemorySize=64m -XX:+ExitOnOutOfMemoryError \
    "${log4j[@]}" -cp "$libs/*" kafka.Kafka "$dir/server.properties"
}

case $task in
run)
  prepare
  broker
  ;;
start)
  alive && { echo "already running, pid $(cat "$pidfile")"; exit 0; }
  prepare
  (broker setsid) >"$dir/logs/stdout.log" 2>&1 </dev/null &
  echo $! >"$pidfile"
  for _ in $(seq 300); do
    alive || { tail -30 "$dir/logs/stdout.log" >&2; echo 'the broker ended' >&2; exit 1; }
    up && { echo "127.0.0.1:$port pid $(cat "$pidfile")"; exit 0; }
    sleep 0.2
  done
  tail -30 "$dir/logs/stdout.log" >&2
  echo 'not up within 60 s' >&2
  exit 1
  ;;
stop)
  alive || { echo 'not running'; exit 0; }
  p=$(cat "$pidfile")
  kill -TERM "$p"
  for _ in $(seq 100); do alive || { rm -f "$pidfile"; echo stopped; exit 0; }; sleep 0.2; done
  kill -KILL "$p"
  rm -f "$pidfile"
  echo 'killed after 20 s'
  ;;
status) alive && up && echo up || { echo down; exit 1; } ;;
clean)
  alive && "$0" stop
  rm -rf "$dir"
  ;;
*) echo "$usage" >&2; exit 2 ;;
esac
