#!/usr/bin/env bash
# Usage: scripts/local.sh                      tell the story: pushes, rollouts, failures, on this machine alone
#        scripts/local.sh --serve [...]        keep the local cloud running, for any AWS client, until it is interrupted
#        scripts/local.sh --only agentcore     the same with AgentCore and its registry alone, for tests of other programs
#        scripts/local.sh --cost               count what a rollout takes, and price it and an idle month
#
# With --serve or --only:
#   --port N          where it listens on 127.0.0.1 (default: 4566)
#   --scale N         how many times faster than the wall its time runs (default: 10)
# With --serve:
#   --assembly DIR    run what cdk synth wrote there, in place of the sample: an app of your own
#   --state DIR       keep parameters, images, tables, runtimes and messages there, and go on from them the next time
#
# Builds what is missing, synthesizes the template and runs it. The story ends with 0 only if every chapter ended as it must.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
help_if_asked "$@"

what=story
assembly=
serving=()
state=()

say_what() {
  [[ $what == story ]] || refuse "--$what and $1 do not go together"
}

while [[ $# -gt 0 ]]; do
  case $1 in
    --serve)
      say_what "$1"
      what=serve
      ;;
    --cost)
      say_what "$1"
      what=cost
      ;;
    --only)
      say_what "$1"
      [[ ${2:-} == agentcore ]] || refuse "--only knows agentcore, not '${2:-}'"
      what=only
      shift
      ;;
    --port | --scale)
      [[ ${2:-} =~ ^[0-9]{1,5}$ ]] || refuse "$1 wants a number, not '${2:-}'"
      serving+=("$1" "$2")
      shift
      ;;
    --assembly)
      [[ -f ${2:-}/manifest.json ]] || refuse "--assembly wants a folder that cdk synth wrote; there is no manifest.json in '${2:-}'"
      assembly=$(cd "$2" && pwd)
      shift
      ;;
    --state)
      [[ -n ${2:-} ]] || refuse "--state wants a folder"
      mkdir -p "$2"
      state=(--state "$(cd "$2" && pwd)")
      shift
      ;;
    *) refuse "does not know: $1" ;;
  esac
  shift
done
[[ $what == serve || -z $assembly && ${#state[@]} -eq 0 ]] || refuse "--assembly and --state go with --serve"
[[ $what == serve || $what == only || ${#serving[@]} -eq 0 ]] || refuse "${serving[0]} goes with --serve or --only"

run() {
  require_jdk
  step "Starting the local cloud"
  # exec: its exit code is ours, and an interrupt reaches it.
  cd "$ROOT"
  exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -Dslipway.root="$ROOT" \
    -cp "infra/local/target/classes:$(cat infra/local/target/classpath.txt)" slipway.local.Main "$@"
}

if [[ $what == only ]]; then
  "$ROOT/scripts/build.sh"
  run agentcore ${serving[@]+"${serving[@]}"}
elif [[ -n $assembly ]]; then
  "$ROOT/scripts/build.sh"
  run serve --assembly "$assembly" ${state[@]+"${state[@]}"} ${serving[@]+"${serving[@]}"}
fi
sample=$ROOT/infra/cdk/target/cdk.out
"$ROOT/scripts/synth.sh" local "$sample"
if [[ $what == serve ]]; then
  run serve --sample --assembly "$sample" ${state[@]+"${state[@]}"} ${serving[@]+"${serving[@]}"}
fi
run "$what" --assembly "$sample"
