#!/usr/bin/env bash
# What `./pants quickstart` does: build every binary (seconds if nothing changed), then run the main job's.
# Called by the front door as: quickstart.sh PANTS PYTHON311 ARGUMENTS...
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
pants=$1 python=$2
shift 2
log=$(mktemp)
trap 'echo "./pants quickstart: interrupted" >&2; exit 130' INT TERM
echo "./pants quickstart: building the binaries (minutes the first time, seconds after that)" >&2
started=$SECONDS
# Pants' own lines are shown only if it fails: the first word that a newcomer reads should not be a warning of a tool.
if ! (cd "$root" && "$pants" --tag=deployable package ::) >"$log" 2>&1; then
  tail -n 30 "$log" >&2
  echo "./pants quickstart: the binaries could not be built; the whole log is in $log" >&2
  exit 1
fi
rm -f "$log"
echo "./pants quickstart: built in $((SECONDS - started)) s" >&2
revision=$(git -C "$root" describe --always --dirty --abbrev=12 2>/dev/null || echo unknown)
exec "$python" "$root/dist/jobs.quickstart/bin.pex" --binaries "$root/dist" --code-version "$revision" "$@"
