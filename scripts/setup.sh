#!/usr/bin/env bash
# Usage: scripts/setup.sh          what it takes to build and to run the local cloud
#        scripts/setup.sh tests    and what the integration tests drive it with: skopeo, a Chromium, npm packages
#
# Gets what the project needs and cannot bring along: looks for JDK 25 and Node.js 20 (naming the command that
# installs them where they are missing) and installs npm packages; for the tests also Debian's packages, where there is
# an apt-get and the right to use it. Does nothing where all is there.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
help_if_asked "$@"
[[ $# -eq 0 || $* == tests ]] || refuse "does not know: $*"
tests=${1:-}

# Every folder that locks npm packages gets them; those under src/test only where tests are to run.
npm_packages() {
  local lock folder installed
  while read -r lock; do
    folder=$(dirname "$lock")
    [[ $folder != */src/test/* || -n $tests ]] || continue
    installed=$folder/node_modules/.package-lock.json
    [[ ! $installed -nt $lock ]] || continue
    command -v npm >/dev/null || fail "npm is missing. Debian, Ubuntu:  sudo apt-get install npm"
    step "Installing the npm packages of ${folder#"$ROOT/"}"
    (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error) ||
      fail "npm ci failed in ${folder#"$ROOT/"}: is the npm registry reachable? Try:  cd $folder && npm ci"
    touch "$installed"
  done < <(find "$ROOT"/infra \( -name node_modules -o -name target \) -prune -o -name package-lock.json -print | sort)
}

# debian_package PACKAGE COMMAND...: the package, unless one of the commands is there.
debian_package() {
  local package=$1 command as_root=()
  shift
  for command in "$@"; do
    ! command -v "$command" >/dev/null || return 0
  done
  [[ $EUID -eq 0 ]] || as_root=(sudo -n)
  command -v apt-get >/dev/null || fail "$package is missing; the integration tests need it. macOS:  brew install $package"
  step "Installing Debian's $package"
  { ${as_root[@]+"${as_root[@]}"} apt-get update && ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive \
    apt-get install --yes --no-install-recommends "$package"; } >"$ROOT/target/$package.log" 2>&1 ||
    fail "$package could not be installed (what apt-get said: target/$package.log). Try:  sudo apt-get install $package"
}

require_jdk
require_node
step "JDK $(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$JAVA_HOME/release") at $JAVA_HOME, Node.js $(node --version)"
npm_packages
if [[ -n $tests ]]; then
  mkdir -p "$ROOT/target"
  debian_package skopeo skopeo
  debian_package chromium chromium chromium-browser google-chrome
fi
