#!/usr/bin/env bash
# Usage: scripts/prove.sh [--fresh]
#
# What takes too long for every change: plants every known defect and sees the tests catch it. Can be interrupted: the
# next run goes on from there, unless --fresh asks it to forget.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
help_if_asked "$@"
[[ $# -eq 0 || $* == --fresh ]] || refuse "does not know: $*"

step "Planted defects"
"$ROOT/scripts/mutants.sh" "$@"
step "Proven"
