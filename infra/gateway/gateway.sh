#!/usr/bin/env bash
# Runs nginx in front of the five services: one host, TLS, each service under its name.
#   gateway.sh run      in the foreground, until it gets a signal
#   gateway.sh config   only writes certificate and configuration, and says whether nginx takes them
# Settings, all from the environment:
#   GATEWAY_HOST    localhost          name in the certificate
#   GATEWAY_PORT    7443
#   GATEWAY_FOLDER  .polyphon/gateway  configuration, log of requests, the certificate that it makes
#   GATEWAY_CERTIFICATE, GATEWAY_KEY   PEM files of a real one; without them it makes one that nobody trusts
#   GATEWAY_PROFILE … GATEWAY_ANALYTICS   127.0.0.1:7001 … 7005: where each service listens
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
usage="usage: $0 run|config"
task=${1:-}
[ "$task" != --help ] || { echo "$usage"; exit 0; }
case $task in run | config) ;; *) echo "$usage" >&2; exit 2 ;; esac

host=${GATEWAY_HOST:-localhost}
port=${GATEWAY_PORT:-7443}
nginx=$(PATH=$PATH:/usr/sbin command -v nginx) || { echo 'There is no nginx: apt-get install -y nginx-light' >&2; exit 1; }
mkdir -p "${GATEWAY_FOLDER:-.polyphon/gateway}"
folder=$(cd "${GATEWAY_FOLDER:-.polyphon/gateway}" && pwd)

certificate=${GATEWAY_CERTIFICATE:-$folder/$host.pem}
key=${GATEWAY_KEY:-$folder/$host.key}
if [ -z "${GATEWAY_CERTIFICATE:-}" ] && ! openssl x509 -in "$certificate" -noout -checkend 86400 >/dev/null 2>&1; then
  (umask 077 && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 90 -subj "/CN=$host" \
    -addext "subjectAltName=DNS:$host,IP:127.0.0.1" -keyout "$key" -out "$certificate" 2>"$folder/openssl.log") ||
    { cat "$folder/openssl.log" >&2; exit 1; }
fi

# Started as root, what speaks with the network is somebody else.
user=
[ "$(id -u)" != 0 ] || user='user www-data;'
sed -e "s|@user@|$user|" -e "s|@folder@|$folder|g" -e "s|@host@|$host|" -e "s|@port@|$port|" \
  -e "s|@certificate@|$certificate|" -e "s|@key@|$key|" \
  -e "s|@profile@|${GATEWAY_PROFILE:-127.0.0.1:7001}|" -e "s|@journey@|${GATEWAY_JOURNEY:-127.0.0.1:7002}|" \
  -e "s|@messaging@|${GATEWAY_MESSAGING:-127.0.0.1:7003}|" -e "s|@feedback@|${GATEWAY_FEEDBACK:-127.0.0.1:7004}|" \
  -e "s|@analytics@|${GATEWAY_ANALYTICS:-127.0.0.1:7005}|" "$here/nginx.conf.in" >"$folder/nginx.conf"

"$nginx" -q -t -e stderr -p "$folder" -c "$folder/nginx.conf"
[ "$task" = run ] || exit 0
echo "https://$host:$port (certificate: $certificate)"
exec "$nginx" -e stderr -p "$folder" -c "$folder/nginx.conf" -g 'daemon off;'
