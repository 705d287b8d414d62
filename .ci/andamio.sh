#!/usr/bin/env bash
# What `./andamio` does when sources have changed: build the binary, remember for what, then run it.
# Called by the front door as: andamio.sh PANTS PYTHON311 ARGUMENTS...
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
pants=$1 python=$2
shift 2
log=$(mktemp) started=$(mktemp)
trap 'rm -f "$log" "$started"' EXIT
printf '%s\n' "$python" >"$started"
if ! (cd "$root" && "$pants" package jobs/andamio:bin) >"$log" 2>&1; then
  tail -n 30 "$log" >&2
  echo "./andamio: the binary could not be built" >&2
  exit 1
fi
# Written before the build: what is edited during it counts as changed.
mv "$started" "$root/dist/andamio.built"
rm -f "$log"
exec "$python" "$root/dist/jobs.andamio/bin.pex" "$@"
