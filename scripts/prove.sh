#!/usr/bin/env bash
# Usage: scripts/prove.sh [--fresh]
#
# What takes too long for every change: plants every known defect and sees the tests catch it; looks up every option that
# the scripts give to the CDK, the AWS CLI and docker in their help (installs Debian's awscli where there is none). Can be
# interrupted: the next run goes on from there, unless --fresh asks it to forget.
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

step "The options that scripts give to tools"
options_of_tools
step "Planted defects"
"$ROOT/scripts/mutants.sh" "$@"
step "Proven"
