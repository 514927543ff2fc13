#!/usr/bin/env bash
# Usage: scripts/prove.sh [--fresh]
#
# What takes too long for every change: makes the deployable twice and compares the bytes; looks up every option that the
# scripts give to the CDK, the AWS CLI and docker in their help (installs Debian's awscli where there is none); kills
# rollouts on the local cloud, once at each kind of call that they make while they wait for an approval, bake, go back and
# tidy up, and sees each end as if it had not been; tells the story, and kills one rollout at each of its calls, under both
# answers to every question that AWS leaves open; soaks the control plane three times, ten minutes each; takes each action
# that integration tests (scripts/test.sh, to be run before) have called out of its role's policy, and runs them again until
# one misses it (those that none misses are told); plants every known defect and sees the tests catch it, and histories and
# soaks those that they find; has PIT make small defects in rollout, publish and drift, of which unit tests must see 85 of 100. Can
# be interrupted: the next run goes on with the actions and the defects from there, unless a source has changed since, or
# --fresh asks it to forget.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
help_if_asked "$@"
[[ $# -eq 0 || $* == --fresh ]] || refuse "does not know: $*"

options_of_tools() {
  local as_root=()
  [[ $EUID -eq 0 ]] || as_root=(sudo)
  if ! command -v aws >/dev/null && command -v apt-get >/dev/null; then
    ${as_root[@]+"${as_root[@]}"} apt-get install --yes --quiet awscli
  fi
  "$ROOT/scripts/setup.sh"
  require_jdk
  require_node
  (cd "$ROOT" && SLIPWAY_REQUIRED_TOOLS=${SLIPWAY_REQUIRED_TOOLS:-aws} ./mvnw -q verify -pl infra/cdk -am -Dtest=None \
    -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=RealToolsIT -Dfailsafe.failIfNoSpecifiedTests=false)
}

killed_rollouts() {
  local log=$ROOT/target/killed-rollouts.log
  "$ROOT/scripts/synth.sh"
  require_jdk
  require_node
  (cd "$ROOT" && ./mvnw -q verify -pl infra/local -am -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false \
    -Dit.test=KilledRolloutsProof -Dfailsafe.failIfNoSpecifiedTests=false -Dmaven.test.redirectTestOutputToFile=false) 2>&1 | tee "$log" | awk '
    sub(/^killed: /, "         ") { print; fflush(); next }
    /^\[ERROR\] Failed to execute goal/ && !ended { print; ended = 1 }
    /^\[ERROR\]/ && !ended { print; fflush() }' ||
    fail "not every rollout was killed and ended as it must; the whole output: $log"
  grep -q '^killed: ' "$log" || fail "no rollout was killed; the whole output: $log"
}

# What AWS documents nowhere, the local AgentCore does one way or the other: rollouts must end right under both.
both_answers() {
  local answers log
  require_jdk
  require_node
  for answers in worse better; do
    export SLIPWAY_AGENTCORE_ANSWERS=$answers
    log=$ROOT/target/answers-$answers.log
    echo "         the $answers ones: the story"
    "$ROOT/scripts/local.sh" 2>&1 | tee "$log" | awk '/^ ?[0-9]+  / { print "         " $0; fflush() }' ||
      fail "under the $answers answers not every chapter ended as it must; the whole output: $log"
    echo "         the $answers ones: killed rollouts"
    (cd "$ROOT" && ./mvnw -q verify -pl infra/local -am -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false \
      -Dit.test=CrashIT -Dfailsafe.failIfNoSpecifiedTests=false) >>"$log" 2>&1 ||
      fail "under the $answers answers not every killed rollout ended as it must; the whole output: $log"
  done
  unset SLIPWAY_AGENTCORE_ANSWERS
}

# needed_grants MODULE: each action that tests of the module have recorded, on what scripts/test.sh has left there.
needed_grants() {
  local log=$ROOT/target/needed-grants-${1##*/}.log
  ls "$ROOT/$1"/target/grants/*.jsonl >/dev/null 2>&1 ||
    fail "no integration test of $1 has recorded which grants it used: run scripts/test.sh first"
  (cd "$ROOT" && ./mvnw -q verify -pl "$1" -am -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false \
    -Dit.test=NeededGrantsProof -Dfailsafe.failIfNoSpecifiedTests=false -Dmaven.test.redirectTestOutputToFile=false) 2>&1 | tee "$log" | awk '
    sub(/^grants: /, "         ") { print; fflush(); next }
    /^\[ERROR\]/ { print; fflush() }' || fail "not every action was tried; the whole output: $log"
  grep -q '^grants: ' "$log" || fail "no action was tried; the whole output: $log"
}

# Nothing of it is an error: another grant may do as well, or the call is made where nobody sees it fail.
survivors() {
  local found
  found=$(cat "$ROOT"/infra/*/target/grants-proof/results | grep ': SURVIVED ' || true)
  [[ -z $found ]] || printf '         Nobody misses:\n%s\n' "$found"
}

# The deployable of the same sources is the same to the byte, wherever and whenever it is made.
same_bytes() {
  local made=$ROOT/target/made-before
  mkdir -p "$made"
  "$ROOT/scripts/build.sh" --force
  cp "$ROOT"/functions/target/functions.{zip,cdx.json} "$made"
  (cd "$ROOT" && ./mvnw -q clean -pl functions)
  "$ROOT/scripts/build.sh" --force
  local file
  for file in functions.zip functions.cdx.json; do
    cmp "$made/$file" "$ROOT/functions/target/$file" || fail "two builds of the same sources gave two $file"
  done
}

# What PIT changes, each thing alone, in packages that decide; histories and integration tests are left out.
small_defects() {
  local package log report killed all bad=0
  require_jdk
  report=$ROOT/functions/target/pit-reports/mutations.csv
  for package in publish drift rollout; do
    log=$ROOT/target/pit-$package.log
    rm -f "$report"
    maven "$log" test-compile -pl functions -Dpit "-Dpit.packages=slipway.$package.*" || bad=1
    grep -qE '^>> Ran [1-9][0-9]* tests' "$log" || fail "PIT ran no tests of $package ($log)"
    all=$(wc -l <"$report")
    killed=$(grep -cE ',(KILLED|TIMED_OUT|MEMORY_ERROR),' "$report" || true)
    echo "         $package: $killed of $all seen; those that no test sees:"
    awk -F, '$6 == "SURVIVED" || $6 == "NO_COVERAGE" { print "           " $2 ":" $5 " " $4 " " $3 }' "$report"
  done
  [[ $bad -eq 0 ]] || fail "unit tests see too few of the small defects"
}

step "The deployable, made twice"
same_bytes
step "The options that scripts give to tools"
options_of_tools
step "Killed rollouts"
killed_rollouts
step "Both answers to what AWS leaves open"
both_answers
step "Soaks"
for seed in 1 2 3; do
  "$ROOT/scripts/soak.sh" --minutes 10 --seed "$seed" || fail "the soak of seed $seed violated what must hold"
done
step "Needed grants"
# What was tried before a source changed says nothing of what is there now.
for tried in "$ROOT"/infra/*/target/grants-proof/results; do
  if [[ $# -gt 0 || -n $(find "$ROOT"/functions/src "$ROOT"/infra/*/src -newer "$tried" -print -quit 2>/dev/null) ]]; then
    rm -rf "$(dirname "$tried")"
  fi
done
needed_grants infra/local
needed_grants infra/cli
survivors
step "Planted defects"
"$ROOT/scripts/mutants.sh" "$@"
step "Planted defects that histories find as well"
"$ROOT/scripts/mutants.sh" --histories
step "Planted defects that a soak finds as well"
"$ROOT/scripts/mutants.sh" --soak
step "Small defects in rollout, publish and drift"
small_defects
step "Proven"
