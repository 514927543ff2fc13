#!/usr/bin/env bash
# Usage: scripts/setup.sh
#
# Gets what the project needs and cannot bring along: looks for JDK 25 and Node.js 20 (naming the command that
# installs them where they are missing) and installs the npm packages of infra/cdk. Does nothing where all is there.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
help_if_asked "$@"
[[ $# -eq 0 ]] || refuse "takes no argument, was given: $*"

require_jdk
require_node
step "JDK $(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$JAVA_HOME/release") at $JAVA_HOME, Node.js $(node --version)"

lock=$ROOT/infra/cdk/package-lock.json
installed=$ROOT/infra/cdk/node_modules/.package-lock.json
if [[ -f $lock && ! $installed -nt $lock ]]; then
  command -v npm >/dev/null || fail "npm is missing. Debian, Ubuntu:  sudo apt-get install npm"
  step "Installing the npm packages of infra/cdk"
  (cd "$ROOT/infra/cdk" && npm ci --no-audit --no-fund --loglevel=error) ||
    fail "npm ci failed in infra/cdk: is the npm registry reachable? Try:  cd $ROOT/infra/cdk && npm ci"
  touch "$installed"
fi
