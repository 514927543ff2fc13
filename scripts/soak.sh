#!/usr/bin/env bash
# Usage: scripts/soak.sh [--minutes N] [--seed S] [--scale N]
#
#   --minutes N   how long things happen and fail (default: 1; more than that finds more)
#   --seed S      decides what happens to whom and what fails (default: 1)
#   --scale N     how many times faster than the wall time runs (default: 60)
#
# On the local cloud, twenty targets on eight runtimes: pushes, operators, stack updates and edits in the console, all at
# once, while calls and events fail in every way that docs/faults.md knows and processes are killed. What must hold is
# looked at from outside. Then faults end, people take back what they ordered, one sweep goes by, and every target must be
# where it should be. The last lines say how many faults changed something, how rollouts ended, and what was violated;
# a violation names seed, time, target and what was expected. Ends with 0 only if nothing was violated.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
help_if_asked "$@"

soaking=()
while [[ $# -gt 0 ]]; do
  case $1 in
    --minutes) [[ ${2:-} =~ ^[0-9]{1,4}(\.[0-9]+)?$ ]] || refuse "$1 wants minutes, not '${2:-}'" ;;
    --seed) [[ ${2:-} =~ ^-?[0-9]{1,18}$ ]] || refuse "$1 wants a whole number, not '${2:-}'" ;;
    --scale) [[ ${2:-} =~ ^[1-9][0-9]{0,2}$ ]] || refuse "$1 wants a number from 1 to 999, not '${2:-}'" ;;
    *) refuse "does not know: $1" ;;
  esac
  soaking+=("$1" "$2")
  shift 2
done

assembly=$ROOT/infra/cdk/target/cdk.out
"$ROOT/scripts/synth.sh" local "$assembly"
require_jdk
step "Starting the local cloud"
# exec: its exit code is ours, and an interrupt reaches it.
cd "$ROOT"
exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -Dslipway.root="$ROOT" \
  -cp "infra/local/target/classes:$(cat infra/local/target/classpath.txt)" slipway.local.Main soak --assembly "$assembly" \
  ${soaking[@]+"${soaking[@]}"}
