#!/usr/bin/env bash
# The operator's command: scripts/slipway.sh --help. Builds itself where it is missing or older than its sources.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

cli=$ROOT/infra/cli/target
jar=$cli/slipway-cli-0.1.0.jar
stamp=$cli/built
archive=$cli/classes.jsa

is_built() {
  [[ -f $jar && -f $stamp ]] &&
    [[ -z $(cd "$ROOT" && find pom.xml functions/pom.xml infra/cli/pom.xml functions/src/main infra/cli/src/main \
      -newer "$stamp" -print -quit 2>/dev/null) ]]
}

# A command is over before the better compiler pays.
java_options=(-XX:TieredStopAtLevel=1 -Xshare:auto -Xlog:disable -Dslipway.root="$ROOT")

# Told on stderr: what the command prints may be read by a program.
build() {
  local started
  step "Building the command (this once)" >&2
  started=$(mktemp)
  maven "$ROOT/target/cli.log" package -pl functions,infra/cli -Dmaven.test.skip=true -Dspotless.check.skip=true >&2 ||
    fail "the build failed"
  # Half of a start is the loading of classes: an archive of those that a look takes, which reaches nobody, saves it.
  AWS_ENDPOINT_URL=http://127.0.0.1:9 AWS_ACCESS_KEY_ID=none AWS_SECRET_ACCESS_KEY=none \
    "$JAVA_HOME/bin/java" "${java_options[@]}" -XX:ArchiveClassesAtExit="$archive" -jar "$jar" --env local status >/dev/null 2>&1 || true
  # Stamped with the time of its start: what was edited meanwhile may not be in it.
  touch -r "$started" "$stamp"
  rm -f "$started"
}

require_jdk
is_built || build

terminal=false
[[ ! -t 1 || -n ${NO_COLOR:-} || ${TERM:-dumb} == dumb ]] || terminal=true
exec "$JAVA_HOME/bin/java" "${java_options[@]}" -XX:SharedArchiveFile="$archive" -Dslipway.terminal="$terminal" -jar "$jar" "$@"
