#!/usr/bin/env bash
# A Docker engine and a Node base image for a Debian machine that can reach no image registry.
#   engine.sh start   Debian's own engine on a socket of its own, and a base image made from Debian's packages and this machine's Node
#   engine.sh stop    ends the engine by its process id, removes its bridge; images stay for the next start
#   engine.sh clean   stop, and remove everything
# Settings, from the environment:
#   ENGINE_DIR  /var/tmp/polyphon-engine   everything lives here
# `start` ends with lines to `eval`: DOCKER_HOST, NODE_IMAGE, PATH. Needs root.
set -euo pipefail
dir=${ENGINE_DIR:-/var/tmp/polyphon-engine}
image=polyphon-base:node$(node -p 'process.versions.node.split(".")[0]')
export DOCKER_HOST=unix://$dir/docker.sock
# Debian's client carries BuildKit; a newer one in front of it in PATH needs a plugin for that.
export PATH=$dir/bin:$PATH

say() { echo "$*" >&2; }

running() { [ -s "$dir/dockerd.pid" ] && kill -0 "$(cat "$dir/dockerd.pid")" 2>/dev/null; }

install_packages() {
  local missing=() program
  for program in dockerd:docker.io iptables:iptables debootstrap:debootstrap docker-compose:docker-compose; do
    command -v "${program%%:*}" >/dev/null || missing+=("${program##*:}")
  done
  [ ${#missing[@]} -eq 0 ] && return
  say "installing ${missing[*]}"
  { apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends "${missing[@]}"; } \
    >"$dir/apt.log" 2>&1 || { tail -20 "$dir/apt.log" >&2; exit 1; }
}

# Without systemd all containers together get as much of a busy machine as one process; here they weigh as six.
weigh_containers() {
  local group=/sys/fs/cgroup/cpu/docker
  [ -e /sys/fs/cgroup/cpu/cpu.shares ] || return 0
  mkdir -p "$group"
  echo 6144 >"$group/cpu.shares"
}

# Neither rules of the firewall nor forwarding: containers share the network of the machine.
start_engine() {
  if ! ip link show docker0 >/dev/null 2>&1; then touch "$dir/bridge-is-ours"; fi
  weigh_containers
  setsid dockerd --data-root "$dir/data" --exec-root "$dir/exec" --pidfile "$dir/dockerd.pid" -H "$DOCKER_HOST" \
    --iptables=false --ip6tables=false --ip-forward=false --ip-masq=false --storage-driver overlay2 \
    >"$dir/dockerd.log" 2>&1 </dev/null &
  for _ in $(seq 150); do
    docker version >/dev/null 2>&1 && return
    sleep 0.2
  done
  tail -20 "$dir/dockerd.log" >&2
  say 'the engine did not start within 30 s'
  exit 1
}

mirror() {
  { grep -hE '^URIs:' /etc/apt/sources.list.d/*.sources; grep -hE '^deb ' /etc/apt/sources.list | sed 's/\[[^]]*\]//'; } \
    2>/dev/null | awk 'NR == 1 { print $2 }'
}

# What Node's own slim image holds: Debian, node and npm in /usr/local, and a user `node` with id 1000.
make_base_image() {
  local root=$dir/rootfs modules
  if [ ! -e "$dir/rootfs.ready" ]; then
    say 'making a base image from the packages of Debian'
    rm -rf "$root"
    debootstrap --variant=minbase --include=ca-certificates,libstdc++6 bookworm "$root" "$(mirror)" >"$dir/debootstrap.log" 2>&1 ||
      { tail -20 "$dir/debootstrap.log" >&2; exit 1; }
    chroot "$root" sh -c 'groupadd --gid 1000 node && useradd --uid 1000 --gid node --shell /bin/bash --create-home node'
    touch "$dir/rootfs.ready"
  fi
  rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* "$root"/usr/share/{doc,man,locale}/*
  modules=$root/usr/local/lib/node_modules
  rm -rf "$modules"
  mkdir -p "$modules" "$root/usr/local/etc" "$root/usr/local/bin"
  cp "$(command -v node)" "$root/usr/local/bin/node"
  cp -a "$(npm root -g)/npm" "$modules/"
  ln -sf ../lib/node_modules/npm/bin/npm-cli.js "$root/usr/local/bin/npm"
  ln -sf ../lib/node_modules/npm/bin/npx-cli.js "$root/usr/local/bin/npx"
  # Behind a proxy that signs for itself, this machine's certificates are the ones that work.
  cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
  echo 'cafile=/etc/ssl/certs/ca-certificates.crt' >"$root/usr/local/etc/npmrc"
  tar -C "$root" -c . | docker import --change 'CMD ["node"]' \
    --change 'ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt' \
    --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' - "$image" >/dev/null
}

stop_engine() {
  local pid
  if running; then
    pid=$(cat "$dir/dockerd.pid")
    kill -TERM "$pid"
    for _ in $(seq 150); do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.2
    done
    kill -0 "$pid" 2>/dev/null && { say "the engine (process $pid) does not end"; exit 1; }
    say 'the engine has ended'
  fi
  # The namespace of host networking stays mounted.
  awk -v below="$dir/" 'index($2, below) == 1 { print $2 }' /proc/mounts | sort -r | xargs -r umount
  [ -e "$dir/bridge-is-ours" ] || return 0
  ip link show docker0 >/dev/null 2>&1 && ip link del docker0
  rm -f "$dir/bridge-is-ours"
}

usage="usage: $0 start|stop|clean"
[ "${1:-}" != --help ] || { echo "$usage"; exit 0; }
[ "$(id -u)" = 0 ] || { say 'an engine can only be started by root'; exit 1; }
case ${1:-} in
start)
  mkdir -p "$dir/bin"
  install_packages
  ln -sf /usr/bin/docker "$dir/bin/docker"
  running || start_engine
  [ -n "$(docker images -q "$image")" ] || make_base_image
  printf 'export DOCKER_HOST=%q\nexport NODE_IMAGE=%q\nexport PATH=%q:"$PATH"\n' "$DOCKER_HOST" "$image" "$dir/bin"
  ;;
stop) stop_engine ;;
clean)
  stop_engine
  rm -rf "$dir"
  ;;
*)
  say "$usage"
  exit 2
  ;;
esac
