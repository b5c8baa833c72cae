#!/usr/bin/env bash
# How large, how fast up and how hungry the program is: figures.sh PROGRAM
# It prints three figures with their targets and fails where one is missed.
set -euo pipefail
program=$1 work=$(mktemp -d) pid=
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null || true; rm -rf "$work"' EXIT
missed=0
figure() { # WHAT MEASURED TARGET UNIT
  echo "$1: $2 $4 (target under $3)"
  if [ "$2" -ge "$3" ]; then missed=1; fi
}
serve() { # starts it, with more flags if given, and waits for the first answer, at most for ten seconds
  "$program" serve --addr 127.0.0.1:18091 --data "$work/data" "$@" >"$work/out" 2>&1 &
  pid=$!
  local until=$((SECONDS + 10))
  until curl --silent --fail --output /dev/null http://127.0.0.1:18091/healthz; do
    if ! kill -0 "$pid" 2>/dev/null || [ "$SECONDS" -gt "$until" ]; then cat "$work/out" >&2; exit 1; fi
  done
}
down() { kill "$pid"; wait "$pid" || true; pid=; }

figure "size" $(($(stat -c %s "$program") / 1000000)) 35 MB
serve --demo
down
best=1000000
for _ in 1 2 3 4 5; do
  began=$(date +%s%N)
  serve
  took=$((($(date +%s%N) - began) / 1000000))
  if [ "$took" -lt "$best" ]; then best=$took; fi
  down
done
figure "start to the first answer, existing database" "$best" 100 ms

# A walk through the demonstration: sign in, every page of the workshop, every section, brief and findings of each draft.
serve --demo
url=http://127.0.0.1:18091
get() { curl --silent --show-error --fail --location --cookie-jar "$work/jar" --cookie "$work/jar" --header "Origin: $url" --output "$work/page" "$@"; }
get --data "name=demo&password=demo-workshop" "$url/sign-in"
workshop=$(grep -o '/workshops/[A-Za-z0-9_-]*' "$work/page" | grep -v -e '/new$' | head -n 1)
for page in "" /settings /groups /compare "/compare?section=audience"; do get "$url$workshop$page"; done
get "$url$workshop"
for draft in $(grep -o '/drafts/[A-Za-z0-9_-]*' "$work/page" | sort -u); do
  for page in /findings /brief /brief.md /canvas; do get "$url$draft$page"; done
  get "$url$draft"
  for section in $(grep -o "$draft/sections/[a-z]*" "$work/page" | sort -u); do get "$url$section"; done
done
figure "resident memory after the walk" $(($(sed -n 's/^VmRSS:\s*\([0-9]*\) kB/\1/p' "/proc/$pid/status") / 1000)) 60 MB
figure "at most" $(($(sed -n 's/^VmHWM:\s*\([0-9]*\) kB/\1/p' "/proc/$pid/status") / 1000)) 100 MB
exit "$missed"
