#!/usr/bin/env bash
# Usage: scripts/histories.sh [--count N] [--seed S]
#
# Lets random histories happen to the whole control plane, in memory and in virtual time: pushes, declarations, operators,
# stacks, strangers, lost and doubled events, failing calls and dying processes. After every step the design's invariants are
# checked, and at the end that every target is where it should be. Prints how often each outcome, fault, verb and event
# occurred; a history that goes wrong is printed with its seed, without the steps that it goes wrong without too.
# Tests run 10,000 of them. Without --count as many; without --seed those of the tests. --count 1 --seed S replays one.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
help_if_asked "$@"

arguments=()
while [[ $# -gt 0 ]]; do
  [[ $1 == --count || $1 == --seed ]] || refuse "does not know: $1"
  [[ ${2:-} =~ ^[0-9]{1,18}$ ]] || refuse "$1 takes a number"
  case $1 in
    --count) arguments+=("-Dslipway.histories=$2") ;;
    --seed) arguments+=("-Dslipway.seed=$2") ;;
  esac
  shift 2
done

require_jdk
step "Letting histories happen"
(cd "$ROOT" && ./mvnw -q test -pl functions -Dtest=HistoriesTest \
  -Dmaven.test.redirectTestOutputToFile=false ${arguments[@]+"${arguments[@]}"})
step "Every history ended well"
