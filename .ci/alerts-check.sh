#!/usr/bin/env bash
# Checks the alerts for Prometheus and their unit tests, that each alert has a test in which it fires, and the expressions
# of the dashboard.
set -euo pipefail
cd "$(dirname "$0")/../docs/dashboards"

promtool check rules parlando-rules.yml
promtool test rules parlando-rules-test.yml

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp parlando-rules-test.yml "$folder"
alerts=$(sed -n 's/^ *- alert: //p' parlando-rules.yml)
[ -n "$alerts" ] || { echo "there are no alerts" >&2; exit 1; }
for alert in $alerts; do
  # The alert gets an expression that is never true, so that its test must fail.
  awk -v alert="$alert" '
    /^ *- alert: / { silent = ($3 == alert) }
    silent && /^        expr:/ { print "        expr: vector(0) > 1"; skip = 1; next }
    skip && /^          / { next }
    { skip = 0; print }' parlando-rules.yml >"$folder/parlando-rules.yml"
  promtool check rules "$folder/parlando-rules.yml" >/dev/null
  if promtool test rules "$folder/parlando-rules-test.yml" >/dev/null 2>&1; then
    echo "no test of parlando-rules-test.yml expects $alert" >&2
    exit 1
  fi
done
echo "$(wc -w <<<"$alerts") alerts are tested"

# The expressions of the dashboard, as recording rules.
python3 - parlando-dashboard.json >"$folder/dashboard.yml" <<'PYTHON'
import json, sys

panels = json.load(open(sys.argv[1]))["panels"]
expressions = [target["expr"] for panel in panels for target in panel["targets"]]
print("groups:\n- name: dashboard\n  rules:")
for number, expression in enumerate(expressions):
    print("  - record: expression_%d" % number)
    print("    expr: " + json.dumps(expression.replace("$__rate_interval", "5m")))
PYTHON
promtool check rules "$folder/dashboard.yml"
