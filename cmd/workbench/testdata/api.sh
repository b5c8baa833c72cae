#!/usr/bin/env bash
# HTTP version 1 with curl alone: a workshop from the code to the brief.
#   api.sh URL NAME PASSWORD
set -euo pipefail
url=${1%/}/api/v1 name=$2 password=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() { echo "api.sh: $*" >&2; exit 1; }

# call STATUS METHOD PATH [BODY]: the answer's body is in $work/body afterwards. TOKEN is the bearer token.
call() {
  local want=$1 method=$2 path=$3 got
  local args=(--silent --show-error --max-time 20 --request "$method" --output "$work/body" --write-out '%{http_code}' --header 'Content-Type: application/json')
  if [ -n "${TOKEN-}" ]; then args+=(--header "Authorization: Bearer $TOKEN"); fi
  if [ $# -gt 3 ]; then args+=(--data-binary "$4"); fi
  got=$(curl "${args[@]}" "$url$path")
  [ "$got" = "$want" ] || fail "$method $path: status $got, want $want: $(cat "$work/body")"
}

# first KEY: the first value of a text or number of that name in the answer.
first() { grep -o "\"$1\":\"\?[^\",}]*" "$work/body" | head -n 1 | sed "s/^\"$1\":\"\{0,1\}//"; }
has() { grep -qF -- "$1" "$work/body" || fail "the answer lacks $1: $(cat "$work/body")"; }
hasnot() { ! grep -qF -- "$1" "$work/body" || fail "the answer has $1: $(cat "$work/body")"; }

# A facilitator signs in and makes a workshop of two groups.
call 401 POST /session "{\"name\":\"$name\",\"password\":\"wrong\"}"
has '"code":"unauthenticated"'
call 401 GET /workshops
call 200 POST /session "{\"name\":\"$name\",\"password\":\"$password\"}"
facilitator=$(first token)
TOKEN=$facilitator
call 400 POST /workshops '{"title":"A harbour workshop","canvas":"none"}'
has '"field":"canvas"'
call 201 POST /workshops '{"title":"A harbour workshop","place":"Sandakan","from":"2027-02-01","to":"2027-02-03","canvas":"quick-four","pack":"pve-sea","language":"en","groups":[{"name":"North quay","country":"MY"},{"name":"South quay","country":"PH"}]}'
workshop=$(first id) code=$(first join_code)
call 200 GET "/workshops/$workshop"
has '"title":"A harbour workshop"'

# Somebody joins by the code, without an account.
TOKEN=
call 404 GET /join/000000
call 200 GET "/join/$code"
has '"name":"North quay"'
group=$(grep -o '{"id":"[^"]*","name":"North quay"' "$work/body" | sed 's/^{"id":"\([^"]*\)".*/\1/')
call 201 POST /join "{\"code\":\"$code\",\"group_id\":\"$group\",\"name\":\"Ann\"}"
ann=$(first token) draft=$(first draft_id) seat=$(first seat_code) member=$(first member_id)
call 201 POST /join "{\"code\":\"$code\",\"seat_code\":\"$seat\"}"
[ "$(first member_id)" = "$member" ] || fail "the seat code leads to another seat"
call 201 POST /join "{\"code\":\"$code\",\"group_id\":\"$group\",\"name\":\"Ann\"}"
second=$(first token)

# She writes: text, a number, choices and a row. A retry changes nothing.
TOKEN=$ann
call 200 GET "/drafts/$draft"
log=$(first log)
has '"format":"campaign-draft/1"'
batch='{"client":"ann-1","batch":1,"log":"'$log'","base":0,"edits":[
  {"kind":"text","at":"message.core","splices":[{"from":0,"to":0,"insert":"The quay is ours together"}]},
  {"kind":"set","at":"audience.age_from","value":18},
  {"kind":"insert_row","at":"channels.list","row":"row-1","after":"","values":{"channel":"radio"}},
  {"kind":"text","at":"channels.list/row-1/why","splices":[{"from":0,"to":0,"insert":"Every boat listens"}]}]}'
call 200 POST "/drafts/$draft/edits" "$batch"
[ "$(first seq)" = 1 ] || fail "the first batch is seq $(first seq)"
cp "$work/body" "$work/once"
call 200 POST "/drafts/$draft/edits" "$batch"
cmp -s "$work/once" "$work/body" || fail "a retry gets another answer"
call 409 POST "/drafts/$draft/edits" '{"client":"ann-1","batch":1,"base":0,"edits":[{"kind":"set","at":"audience.age_to","value":25}]}'
has '"code":"batch_reused"'
call 400 POST "/drafts/$draft/edits" '{"client":"ann-1","batch":2,"base":1,"edits":[{"kind":"set","at":"audience.age_form","value":25}]}'
has 'audience.age_from'
call 409 POST "/drafts/$draft/edits" '{"client":"ann-1","batch":2,"log":"another","base":1,"edits":[{"kind":"set","at":"audience.age_to","value":25}]}'

# The second one's batch has an older base: it is moved over what came since.
TOKEN=$second
call 200 POST "/drafts/$draft/edits" '{"client":"ann-2","batch":1,"base":0,"edits":[{"kind":"text","at":"message.core","splices":[{"from":0,"to":0,"insert":"Yes. "}]}]}'
[ "$(first seq)" = 2 ] || fail "the second batch is seq $(first seq)"
call 200 GET "/drafts/$draft"
has 'The quay is ours together'
has 'Yes. '
has '"id":"row-1"'
call 200 GET "/drafts/$draft/edits?after=1&limit=10"
has '"client":"ann-2"'
hasnot '"client":"ann-1"'
has '"more":false'
call 200 POST "/drafts/$draft/edits" '{"client":"ann-2","batch":2,"base":2,"edits":[{"kind":"choose","at":"audience.languages","add":["ms"],"remove":[]}]}'

# Findings and the brief.
call 200 GET "/drafts/$draft/findings"
has '"seq":3'
has '"format":"check-report/1"'
call 200 GET "/drafts/$draft/brief?format=md"
has 'format: campaign-brief/1'
has 'Every boat listens'
call 200 GET "/drafts/$draft/brief?format=html"
call 200 GET "/drafts/$draft/brief?format=json"
call 400 GET "/drafts/$draft/brief?format=pdf"
call 200 PUT "/drafts/$draft/canvas" '{"canvas":"pve-campaign"}'
call 200 GET "/drafts/$draft"
has '"canvas":"pve-campaign"'
has 'Every boat listens'

# The event stream begins with hello and then gives the log from the start.
exec 3< <(curl --silent --no-buffer --max-time 20 --header "Authorization: Bearer $ann" "$url/drafts/$draft/events?after=0" 2>/dev/null)
stream=$!
sed '/^id: *4$/q' <&3 >"$work/events"
kill "$stream" 2>/dev/null || true
exec 3<&-
grep -q '^event: *hello' "$work/events" || fail "the stream does not begin with hello"
for id in 1 2 3 4; do grep -q "^id: *$id$" "$work/events" || fail "the stream lacks entry $id: $(cat "$work/events")"; done

# Other groups' drafts do not exist for her, and the facilitator compares.
TOKEN=$facilitator
call 200 GET "/workshops/$workshop"
other=$(grep -o '"draft_id":"[^"]*"' "$work/body" | sed 's/.*:"\(.*\)"/\1/' | grep -v "^$draft$" | head -n 1)
call 200 GET "/workshops/$workshop/compare?section=message"
has 'The quay is ours together'
TOKEN=$ann
call 404 GET "/drafts/$other"
call 403 GET "/workshops"
TOKEN=nobody
call 401 GET "/drafts/$draft"
TOKEN=$facilitator
call 204 DELETE /session
call 401 GET /workshops
echo "workshop $workshop, draft $draft: done"
