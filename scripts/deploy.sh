#!/usr/bin/env bash
# Usage: scripts/deploy.sh --env NAME [--stack ID]... [--skip-build] [--skip-bootstrap] [--yes] [--dry-run]
#
# Brings one environment of infra/environments.json into its AWS account: builds, tests, synthesizes once, shows what
# would change, deploys that very assembly, and has the doctor look at the result.
#
#   --env NAME         the environment
#   --stack ID         only this stack and those it depends on; may be repeated (default: all)
#   --skip-build       neither build nor test: for a pipeline that has done both. Synthesis builds what is missing
#   --skip-bootstrap   leave the CDK's toolkit stack alone: where somebody else looks after it
#   --yes              do not ask for the name of a production environment
#   --dry-run          print what would run, and run nothing; needs no account
#
# Credentials are those of the AWS CLI (AWS_PROFILE, AWS_ACCESS_KEY_ID ...), and must be of the environment's account.
#
# Exit codes: 0  deployed, and the doctor found no problem; warnings are shown (or a dry run)
#             1  stopped before the deployment: no stack of the environment was touched
#             2  the deployment failed half-way: what stands, and how to go back, is printed
#             3  deployed, but the doctor found a problem, or could look at nothing
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$ROOT/scripts/lib-aws.sh"
help_if_asked "$@"

name=
skip_build=
skip_bootstrap=
yes=
selected=()
while [[ $# -gt 0 ]]; do
  case $1 in
    --env | --stack)
      [[ -n ${2:-} && $2 != -* ]] || refuse "$1 wants a name"
      if [[ $1 == --env ]]; then name=$2; else selected+=("$2"); fi
      shift
      ;;
    --skip-build) skip_build=yes ;;
    --skip-bootstrap) skip_bootstrap=yes ;;
    --yes) yes=yes ;;
    --dry-run) dry_run=yes ;;
    *) refuse "does not know: $1" ;;
  esac
  shift
done

stages=9
reached=preparation
read_environment "$name"
assembly=$ROOT/infra/cdk/target/assembly/$environment

ended() {
  local status=$?
  [[ -z $empty ]] || rm -rf "$empty"
  if [[ $status -eq 0 ]]; then return; fi
  case $reached in
    preparation) printf 'No stack of %s was touched.\n' "'$environment'" >&2 ;;
    deployment)
      {
        say_what_stands
        printf 'Rollouts under way go on; live endpoints serve what they served.\n'
        printf 'Forward:  mend the cause, then run this command again.\n'
        printf 'Back:     git switch --detach COMMIT, the one deployed before, then  scripts/deploy.sh --env %s\n' "$environment"
      } >&2
      exit 2
      ;;
    doctor)
      printf 'Deployed, but the doctor is not content: mend what it says, then  scripts/slipway.sh doctor --env %s\n' "$environment" >&2
      exit 3
      ;;
  esac
}
trap ended EXIT

check_tools() {
  run "$ROOT/scripts/setup.sh"
  if [[ -z $dry_run ]]; then
    require_aws
    require_cdk
  fi
}

bootstrap() {
  local own=() tag
  [[ -z $qualifier ]] || own+=(--qualifier "$qualifier" --toolkit-stack-name "CDKToolkit-$qualifier")
  [[ -z $boundary ]] || own+=(--custom-permissions-boundary "$boundary" --apply-permissions-boundary-to-all-roles)
  for tag in ${tags[@]+"${tags[@]}"}; do own+=(--tags "$tag"); done
  run_cdk bootstrap "aws://$account/$region" ${own[@]+"${own[@]}"} --notices=false
}

# Compares templates: no change set is made in the account, and a difference is no failure. Without a name it takes all.
show_difference() {
  run_cdk diff --app "$assembly" --method template --fail=false --notices=false ${selected[@]+"${selected[@]}"}
}

confirm_production() {
  if [[ $production != true || -n $yes ]]; then return; fi
  if [[ -n $dry_run ]]; then
    printf '         would ask for the name of the environment, which is production\n'
    return
  fi
  confirm "'$environment' is production, in account $account." || fail "not confirmed: nothing is deployed"
}

# What an earlier scripts/destroy.sh kept, such as logs, has names of its own: CloudFormation takes it back.
deploy() {
  local kept=() which=(${selected[@]+"${selected[@]}"})
  if keeps images || keeps ledger || keeps logs; then kept=(--import-existing-resources); fi
  [[ ${#which[@]} -gt 0 ]] || which=(--all)
  reached=deployment
  run_cdk deploy --app "$assembly" --require-approval never ${kept[@]+"${kept[@]}"} --notices=false "${which[@]}"
}

examine() {
  reached=doctor
  run "$ROOT/scripts/slipway.sh" doctor --env "$environment"
}

stage "Tools" check_tools
stage "Identity: account $account, $region" check_identity "$account"
if [[ -n $skip_build ]]; then
  skip "Build" --skip-build
  skip "Tests" --skip-build
else
  stage "Build" run "$ROOT/scripts/build.sh"
  stage "Tests" run "$ROOT/scripts/test.sh"
fi
stage "Synthesis" run "$ROOT/scripts/synth.sh" "$environment" "$assembly"
if [[ -n $skip_bootstrap ]]; then
  skip "Bootstrap" --skip-bootstrap
else
  stage "Bootstrap" bootstrap
fi
stage "Difference" show_difference
confirm_production
stage "Deployment" deploy
stage "Doctor" examine
if [[ -n $dry_run ]]; then
  step "A dry run: nothing was run"
else
  step "Deployed: $environment"
fi
