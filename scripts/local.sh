#!/usr/bin/env bash
# Usage: scripts/local.sh                      tell the story: pushes, rollouts, failures, on this machine alone
#        scripts/local.sh --serve [--port N]   keep the local cloud running, for any AWS SDK, until it is interrupted
#        scripts/local.sh --cost               count what a rollout takes, and price it and an idle month
#
# Builds what is missing, synthesizes the template and runs it. Ends with 0 only if every chapter ended as it must.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
help_if_asked "$@"

what=(story)
port=
while [[ $# -gt 0 ]]; do
  case $1 in
    --serve) what=(serve) ;;
    --cost) what=(cost) ;;
    --port)
      [[ ${2:-} =~ ^[0-9]{1,5}$ ]] || refuse "--port wants a number"
      port=$2
      shift
      ;;
    *) refuse "does not know: $1" ;;
  esac
  shift
done
[[ -z $port || ${what[0]} == serve ]] || refuse "--port goes with --serve"

assembly=$ROOT/infra/cdk/target/cdk.out
"$ROOT/scripts/synth.sh" local "$assembly"
require_jdk

step "Starting the local cloud"
# exec: its exit code is ours, and an interrupt reaches it.
cd "$ROOT"
exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -Dslipway.root="$ROOT" \
  -cp "infra/local/target/classes:$(cat infra/local/target/classpath.txt)" \
  slipway.local.Main "${what[@]}" ${port:+--port "$port"} --assembly "$assembly"
