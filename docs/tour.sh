#!/usr/bin/env bash
# The tour: an agent's life, from draft to a run, with two people. Needs curl and node.
#
#   LEDGER_KEY=<the administrator key> docs/tour.sh
set -euo pipefail

url=${LEDGER_URL:-http://127.0.0.1:8080}
admin=${LEDGER_KEY:?set LEDGER_KEY to the administrator key that the first start printed}

say() { printf '\n== %s\n' "$*"; }
fail() { printf 'The tour failed: %s\n' "$*" >&2; exit 1; }

# call KEY METHOD PATH [BODY]: the answer's body; ends the tour on an error.
call() {
  curl -sS --fail-with-body -X "$2" "$url$3" -H "Authorization: Bearer $1" \
    -H 'Content-Type: application/json' ${4:+--data "$4"} || fail "$2 $3"
}

# status KEY METHOD PATH [BODY]: only the answer's status.
status() {
  curl -sS -o /dev/null -w '%{http_code}' -X "$2" "$url$3" -H "Authorization: Bearer $1" \
    -H 'Content-Type: application/json' ${4:+--data "$4"}
}

# pick EXPRESSION: a part of the JSON on standard input, such as .items[0].name
pick() { node -e 'const j = JSON.parse(require("fs").readFileSync(0)); console.log(eval("j" + process.argv[1]) ?? "")' "$1"; }

# until_is KEY PATH EXPRESSION VALUE: waits, ten seconds at most.
until_is() {
  for _ in $(seq 100); do
    [ "$(call "$1" GET "$2" | pick "$3")" = "$4" ] && return
    sleep 0.1
  done
  fail "$2 never had $3 = $4"
}

slug="link-finder-$RANDOM$RANDOM"

say 'Two people get keys: ada builds, grace approves'
ada=$(call "$admin" POST /api/v1/keys '{"name": "ada", "roles": ["builder", "operator"]}' | pick .secret)
grace=$(call "$admin" POST /api/v1/keys '{"name": "grace", "roles": ["approver", "auditor"]}' | pick .secret)

say "ada drafts $slug"
definition=$(cat <<JSON
{
  "slug": "$slug",
  "name": "Link finder",
  "kind": "function",
  "inputModes": ["application/json"],
  "outputModes": ["application/json"],
  "inputSchema": {
    "type": "object",
    "required": ["text"],
    "properties": {"text": {"type": "string", "examples": ["See https://example.org for more."]}}
  },
  "outputSchema": {
    "type": "object",
    "required": ["links"],
    "properties": {"links": {"type": "array", "items": {"type": "string"}}}
  },
  "code": "module.exports = async ({ text }) => ({ links: text.match(/https?:[^ ]+/g) || [] });",
  "limits": {"timeoutMillis": 2000},
  "smokeTests": [
    {"name": "one link", "input": {"text": "at https://a.example now"}, "expectedOutput": {"links": ["https://a.example"]}}
  ]
}
JSON
)
call "$ada" POST /api/v1/agents "$definition" | pick .status

say 'She validates it and runs its smoke tests'
[ "$(call "$ada" POST "/api/v1/agents/$slug/validate" | pick .valid)" = true ] || fail 'not valid'
[ "$(call "$ada" POST "/api/v1/agents/$slug/smoke-run" | pick .passed)" = true ] || fail 'smoke tests'

say 'What would a promotion need?'
call "$ada" GET "/api/v1/agents/$slug/promotion-requirements" | pick .requirement.reasons

say 'She asks for promotion; the code mentions http, so a person must decide'
call "$ada" POST "/api/v1/agents/$slug/promote" | pick .candidate.status
until_is "$grace" "/api/v1/approvals?subject=$slug" .items.length 1
approval=$(call "$grace" GET "/api/v1/approvals?subject=$slug" | pick '.items[0].approvalId')

say 'She cannot approve her own request'
[ "$(status "$ada" POST "/api/v1/approvals/$approval/approve" '{}')" = 403 ] || fail 'ada approved her own request'

say 'grace approves; the agent is active'
call "$grace" POST "/api/v1/approvals/$approval/approve" '{"comment": "Only finds links"}' | pick .status
until_is "$ada" "/api/v1/agents/$slug" .status active

say 'ada runs it and waits for the end'
run=$(curl -sS --fail-with-body "$url/api/v1/runs" -H "Authorization: Bearer $ada" \
  -H 'Content-Type: application/json' -H 'Prefer: wait=10' -H "Idempotency-Key: tour-$slug" \
  --data "{\"agent\": \"$slug\", \"input\": {\"text\": \"docs at https://example.org/log today\"}}")
printf '%s' "$run" | pick '.output.links[0]'
run_id=$(printf '%s' "$run" | pick .runId)

say 'The steps of the run, as a stream that ends with the run'
curl -sSN --max-time 20 "$url/api/v1/runs/$run_id/events" -H "Authorization: Bearer $ada" \
  -H 'Accept: text/event-stream' | grep '^event:'

say 'The same stream again, from where it was lost'
curl -sSN --max-time 20 "$url/api/v1/runs/$run_id/events" -H "Authorization: Bearer $ada" \
  -H 'Accept: text/event-stream' -H 'Last-Event-ID: 1' | grep '^event:'

say 'Who did what to the agent'
call "$grace" GET "/api/v1/audit/events?agent=$slug" |
  pick '.items.map(e => e.position + " " + e.contract + " by " + e.envelope.actor).join("\n")'

say 'One of the examples: text statistics, promoted without a person'
# Whoever takes the tour again finds it promoted already, which is answered with 409.
status "$ada" POST /api/v1/agents/text-statistics/promote > /dev/null
until_is "$ada" /api/v1/agents/text-statistics .status active
curl -sS --fail-with-body "$url/api/v1/runs" -H "Authorization: Bearer $ada" -H 'Prefer: wait=10' \
  -H 'Content-Type: application/json' \
  --data '{"agent": "text-statistics", "input": {"text": "The log is the state. The state is a view of the log."}}' |
  pick .output

say 'The tour ends here'
