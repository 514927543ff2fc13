#!/usr/bin/env bash
# Usage: scripts/test.sh                      every test of a change, integration tests included
#        scripts/test.sh MODULE [TestName]    the unit tests of one module, or one of them, in seconds
#
# MODULE is functions, cdk, local or cli. TestName is a class, or Class#method.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
help_if_asked "$@"
[[ $# -le 2 ]] || refuse "takes at most a module and a test, was given: $*"

everything() {
  "$ROOT/scripts/setup.sh" tests
  # The integration tests run the assembly, as it is deployed.
  "$ROOT/scripts/synth.sh"
  require_jdk
  require_node
  step "Building and testing every module"
  (cd "$ROOT" && ./mvnw verify)
  step "Every test passed"
}

one_module() {
  local folder test=${2:-}
  folder=$(module_folder "$1") || refuse "there is no module '$1'"
  if [[ -z $test ]]; then
    # Named by package: -am builds the modules that this one stands on, whose tests were not asked for.
    case $folder in
      functions) test='slipway/**/*Test' ;;
      infra/cdk) test='slipway/infra/**/*Test' ;;
      *) test="slipway/${folder##*/}/**/*Test" ;;
    esac
  fi
  require_jdk
  require_node
  step "Testing $folder: $test"
  rm -rf "$ROOT/$folder/target/surefire-reports"
  (cd "$ROOT" && ./mvnw -q test -pl "$folder" -am -Dtest="$test" -Dsurefire.failIfNoSpecifiedTests=false)
  # Maven is content with a name that fits nothing; a person who mistyped it should not be.
  grep -qs '<testcase' "$ROOT/$folder"/target/surefire-reports/TEST-*.xml ||
    fail "no unit test of $folder is called '$test' (a *IT runs with scripts/test.sh alone)"
  step "Passed"
}

if [[ $# -eq 0 ]]; then
  everything
else
  one_module "$@"
fi
