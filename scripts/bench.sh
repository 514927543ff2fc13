#!/usr/bin/env bash
# Usage: scripts/bench.sh [--only NAME[,NAME]] [--runs N] [--json FILE]
#
# Measures the budgets, and prints for each its goal, its floor, what was measured and the ratio, those that were missed
# first: cold starts of every function against a handler that builds the same clients and one that builds none; a push until
# it is told to be live, warm and cold, function by function, where the services wait for nothing; the synthesis; the
# deployable; what a rollout and an idle month cost; and in virtual time, at the documented rates: a drift sweep over 100,
# 300 and 1,000 targets, a storm of pushes, ten thousand targets. Medians of N runs (default: 5), with their spread; ratios
# are taken pair by pair. Ends with 1 if a goal was missed. Quote what a quiet machine measured; in virtual time all measure
# the same. docs/benchmarks.md says what each line means.
#
#   --only NAMES  only these, of: starts, push, synthesis, deployable, price, sweep, storm, scale
#   --json FILE   writes the figures there, too: a list of objects with name, unit, goal, floor, measured, least, most,
#                 ratio and met
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
help_if_asked "$@"

options=()
while [[ $# -gt 0 ]]; do
  case $1 in
    --runs)
      [[ ${2:-} =~ ^[1-9][0-9]{0,2}$ ]] || refuse "--runs wants a number from 1 to 999, not '${2:-}'"
      options+=(--runs "$2")
      ;;
    --only)
      [[ ${2:-} =~ ^[a-z]+(,[a-z]+)*$ ]] || refuse "--only wants names, such as sweep,storm, not '${2:-}'"
      options+=(--only "$(tr '[:lower:]' '[:upper:]' <<<"$2")")
      ;;
    --json)
      [[ -n ${2:-} && -d $(dirname "$2") ]] || refuse "--json wants a file in a folder that is there, not '${2:-}'"
      options+=(--json "$(cd "$(dirname "$2")" && pwd)/$(basename "$2")")
      ;;
    *) refuse "does not know: $1" ;;
  esac
  shift 2
done

sample=$ROOT/infra/cdk/target/cdk.out
"$ROOT/scripts/synth.sh" local "$sample"
require_jdk
require_node

# The handlers that the functions are compared with stand beside them, on what the functions stand on.
task=$ROOT/target/bench/task
rm -rf "$task"
mkdir -p "$task"
(cd "$task" && "$JAVA_HOME/bin/jar" --extract --file "$ROOT/functions/target/functions.zip")
"$JAVA_HOME/bin/javac" -proc:none -Xlint:-options -d "$task" -cp "$task:$task/lib/*" \
  "$ROOT"/functions/src/bench/java/slipway/bench/*.java || fail "the handlers to compare with do not compile"

# What is simulated stands with the functions' tests, on the world that they share.
maven "$ROOT/target/bench/build.log" test-compile dependency:build-classpath -pl functions -Dspotless.check.skip=true \
  -Dmdep.outputFile=target/bench-classpath.txt -Dmdep.includeScope=test || fail "the functions' tests do not compile"

step "Measuring"
cd "$ROOT"
exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -Dslipway.root="$ROOT" \
  -cp "infra/local/target/classes:$(cat infra/local/target/classpath.txt)" slipway.local.Main bench \
  --assembly "$sample" --task "$task" --root "$ROOT" \
  --synth "target/classes:$(cat infra/cdk/target/classpath.txt)" \
  --functions "functions/target/classes:functions/target/test-classes:$(cat functions/target/bench-classpath.txt)" \
  ${options[@]+"${options[@]}"}
