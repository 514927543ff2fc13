#!/usr/bin/env bash
# Usage: scripts/build.sh [--force]
#
# Packages what runs: the functions' deployable (functions/target/functions.zip) and what is in it as a CycloneDX
# document beside it (functions.cdx.json), the CDK app, the local cloud and the operator's command.
# Without --force only if a source is newer than the last build. Runs no test: that is scripts/test.sh.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
help_if_asked "$@"

force=
case $* in
  '') ;;
  --force) force=yes ;;
  *) refuse "does not know: $*" ;;
esac

stamp=$ROOT/target/built
sbom=$ROOT/functions/target/functions.cdx.json

# A folder is newer too when a file in it was deleted.
is_built() {
  [[ -z $force && -f $stamp && -f $sbom && -f $ROOT/infra/cdk/target/classpath.txt && -f $ROOT/infra/local/target/classpath.txt ]] &&
    [[ -z $(cd "$ROOT" && find pom.xml ./*/pom.xml infra/*/pom.xml functions/src/main functions/src/assembly infra/*/src/main \
      -newer "$stamp" -print -quit 2>/dev/null) ]]
}

require_jdk
if is_built; then
  step "Built already"
  exit 0
fi
step "Building functions, CDK app and local cloud (a first build also downloads what they stand on)"
# What is in the deployable changes with the poms alone.
with=()
[[ $sbom -nt $ROOT/pom.xml && $sbom -nt $ROOT/functions/pom.xml ]] || with=(-Dsbom)
started=$(mktemp)
trap 'rm -f "$started"' EXIT
maven "$ROOT/target/build.log" package dependency:build-classpath -Dmaven.test.skip=true -Dspotless.check.skip=true \
  -Dmdep.outputFile=target/classpath.txt -Dmdep.includeScope=runtime ${with[@]+"${with[@]}"} || fail "the build failed"
# Stamped with the time of its start: what was edited meanwhile may not be in it.
mkdir -p "$ROOT/target"
touch -r "$started" "$stamp"
step "Built"
