#!/usr/bin/env bash
# One database for each service, with two roles: the owner, who migrates it, and the application, which owns nothing and
# cannot get around row-level security. The image of PostgreSQL runs this once, before its first start.
#   databases.sh print   only prints the statements, one a line, for a server that somebody else runs
# Passwords come from the environment: PROFILE_OWNER_PASSWORD, PROFILE_APP_PASSWORD and so on.
set -euo pipefail

quoted() { printf "'%s'" "${1//\'/\'\'}"; }

statements() {
  local service role name setting
  for service in ${POLYPHON_DATABASES:-profile journey messaging feedback analytics}; do
    for role in owner app; do
      name=${service^^}_${role^^}_PASSWORD
      [ -n "${!name:-}" ] || { echo "$name is not set" >&2; exit 1; }
      echo "create role polyphon_${service}_$role login nosuperuser nocreatedb nocreaterole nobypassrls noreplication" \
        "password $(quoted "${!name}");"
    done
    # The owner of a database may create in its schema `public`, since PostgreSQL 15 nobody else may.
    echo "create database polyphon_$service owner polyphon_${service}_owner;"
    echo "revoke all on database polyphon_$service from public;"
    echo "grant connect on database polyphon_$service to polyphon_${service}_app;"
    # What the service's own connections ask for; the owner may not alter the role when it migrates.
    for setting in lock_timeout=5000 idle_in_transaction_session_timeout=30000 statement_timeout=15000 timezone=UTC; do
      echo "alter role polyphon_${service}_app in database polyphon_$service set ${setting%=*} = '${setting#*=}';"
    done
  done
}

case ${1:-} in
--help) echo "usage: $0 [print]"; exit 0 ;;
'' | print) ;;
*) echo "usage: $0 [print]" >&2; exit 2 ;;
esac
# A password that is missing must end this before the first statement.
text=$(statements)
if [ "${1:-}" = print ]; then
  echo "$text"
else
  psql -v ON_ERROR_STOP=1 --no-psqlrc --quiet --username "$POSTGRES_USER" --dbname "${POSTGRES_DB:-postgres}" <<<"$text"
fi
