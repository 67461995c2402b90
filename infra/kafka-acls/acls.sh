#!/usr/bin/env bash
# Lets the services of Polyphon, and integrators, do with Kafka what they need and nothing else. Prints the commands; `| bash` runs them.
#   acls.sh service NAME|all          each service writes its topics, reads what it consumes, in groups of its own
#   acls.sh integrator USER TOPIC…    somebody else reads topics, in groups that begin with `USER.`
# Settings, all from the environment:
#   KAFKA_ACLS     kafka-acls.sh     the program of Kafka, with what it needs: kafka-acls.sh --command-config admin.properties
#   KAFKA_BROKERS  127.0.0.1:9092    where Kafka is
#   PREFIX                           before the names of services as users: PREFIX=polyphon- makes User:polyphon-profile
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
usage="Usage: $0 service NAME|all, or $0 integrator USER TOPIC…"
[ "${1:-}" != --help ] || { echo "$usage"; exit 0; }
base="${KAFKA_ACLS:-kafka-acls.sh} --bootstrap-server ${KAFKA_BROKERS:-127.0.0.1:9092} --add"
prefix=${PREFIX:-}

# One command for each operation on each kind of name, with all names, as each starts a JVM.
rules_of() {
  awk -F'\t' -v user="$1" -v base="$base" -v prefix="$prefix" '
    $1 == user { key = $2 " " $3 " " $4; if (!(key in names)) order[++n] = key; names[key] = names[key] " --" $3 " " $5 }
    END {
      for (i = 1; i <= n; i++) {
        split(order[i], part, " ")
        print base " --allow-principal User:" prefix user " --operation " part[1] " --resource-pattern-type " part[3] names[order[i]]
      }
    }' "$here/rules.tsv"
}

case "${1:-} $#" in
'service 2')
  known=$(cut -f1 "$here/rules.tsv" | uniq)
  for name in $known; do
    if [ "$2" = all ] || [ "$2" = "$name" ]; then rules_of "$name"; fi
  done
  [ "$2" = all ] || grep -qx -- "$2" <<<"$known" || { echo "There is no service $2." >&2; exit 2; }
  ;;
'integrator '[3-9] | 'integrator '[1-9][0-9])
  user=$2
  shift 2
  for word in "$user" "$@"; do
    [[ $word =~ ^[A-Za-z0-9._-]+$ ]] || { echo "$word is no name." >&2; exit 2; }
  done
  # A rule for a topic that is misspelt lets nobody read anything, and says so to nobody.
  for topic in "$@"; do
    cut -f3,5 "$here/rules.tsv" | grep -qx -- "topic	$topic" || { echo "There is no topic $topic." >&2; exit 2; }
  done
  echo "$base --allow-principal User:$user --operation Read --resource-pattern-type literal$(printf ' --topic %s' "$@")"
  echo "$base --allow-principal User:$user --operation Read --resource-pattern-type prefixed --group $user."
  ;;
*)
  echo "$usage" >&2
  exit 2
  ;;
esac
