#!/usr/bin/env bash
# Usage: scripts/synth.sh [ENVIRONMENT [FOLDER]]
#
# Builds what is missing and synthesizes the CloudFormation templates of one environment of infra/environments.json
# (default: local) into a folder (default: infra/cdk/target/cdk.out). Needs no AWS account and calls none.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
help_if_asked "$@"
[[ $# -le 2 ]] || refuse "takes at most an environment and a folder, was given: $*"

environment=${1:-local}
out=${2:-$ROOT/infra/cdk/target/cdk.out}
mkdir -p "$out"
out=$(cd "$out" && pwd)

"$ROOT/scripts/setup.sh"
require_jdk
require_node
"$ROOT/scripts/build.sh"

# What was synthesized from this very input need not be again: the same input gives the same assembly.
stamp=$out.$environment
if [[ -f $out/manifest.json && $stamp -nt $ROOT/target/built && $stamp -nt $ROOT/infra/environments.json ]]; then
  step "Synthesized already: $out"
  exit 0
fi
step "Synthesizing the environment '$environment'"
rm -rf "$out"
mkdir -p "$out"
(cd "$ROOT/infra/cdk" && "$JAVA_HOME/bin/java" -Dslipway.root="$ROOT" \
  -cp "target/classes:$(cat target/classpath.txt)" slipway.infra.SlipwayApp "$environment" "$out") ||
  fail "the synthesis failed"
[[ -f $out/manifest.json ]] || fail "the app ended well but wrote no assembly to $out"
touch "$stamp"
step "Synthesized: $out"
