#!/usr/bin/env bash
# Usage: scripts/destroy.sh --env NAME [--yes] [--yes-destroy-NAME] [--dry-run]
#
# Removes one environment of infra/environments.json from its AWS account, and keeps what the environment says to keep:
# with "removal": "retain" the stacks that hold data stay (ledger, key, queues, bus; a sample's repositories), and the logs.
# With "removal": "destroy" those of "keep" stay: "ledger" the foundation stack, "images" the sample's repositories, "logs".
# scripts/deploy.sh takes them back. Live endpoints go on serving; nothing rolls out any more. Stacks with an AgentTarget
# of their own must be removed first: their grants hang on the control plane's roles.
#
#   --env NAME           the environment
#   --yes                do not ask for its name; not accepted in production
#   --yes-destroy-NAME   needed in production, besides typing the name: lifts the termination protection
#   --dry-run            print what would run, and run nothing; needs no account
#
# Exit codes: 0  removed (or a dry run)
#             1  stopped before anything was removed
#             2  failed half-way: what stands is printed
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$ROOT/scripts/lib-aws.sh"
help_if_asked "$@"

# The stacks that hold data, and what keeps them. A ledger without the key and the bus of its stack could not be taken back.
KEPT=(SlipwayFoundation:ledger SampleRepositories:images)

name=
yes=
destroy_named=
while [[ $# -gt 0 ]]; do
  case $1 in
    --env)
      [[ -n ${2:-} && $2 != -* ]] || refuse "$1 wants a name"
      name=$2
      shift
      ;;
    --yes) yes=yes ;;
    --yes-destroy-?*) destroy_named=${1#--yes-destroy-} ;;
    --dry-run) dry_run=yes ;;
    *) refuse "does not know: $1" ;;
  esac
  shift
done

stages=5
reached=preparation
read_environment "$name"
assembly=$ROOT/infra/cdk/target/assembly/$environment
[[ -z $destroy_named || $destroy_named == "$environment" ]] ||
  refuse "--yes-destroy-$destroy_named does not name the environment '$environment'"
if [[ $production == true ]]; then
  [[ -n $destroy_named ]] || fail "'$environment' is production: say so with --yes-destroy-$environment"
  [[ -z $yes ]] || fail "'$environment' is production: --yes is not accepted, its name must be typed"
fi

ended() {
  local status=$?
  [[ -z $empty ]] || rm -rf "$empty"
  if [[ $status -eq 0 ]]; then return; fi
  if [[ $reached == preparation ]]; then
    printf 'Nothing of %s was removed.\n' "'$environment'" >&2
    return
  fi
  {
    say_what_stands
    printf 'Mend the cause, then run this command again: it goes on from there.\n'
    printf 'Back:  scripts/deploy.sh --env %s\n' "$environment"
  } >&2
  exit 2
}
trap ended EXIT

check_tools() {
  run "$ROOT/scripts/setup.sh"
  if [[ -z $dry_run ]]; then
    require_aws
    require_cdk
  fi
}

# Sets kept_ids and kept_words: the stacks that stay, and all that stays in words.
select_kept() {
  local entry
  kept_ids=()
  kept_words=
  for entry in "${KEPT[@]}"; do
    if keeps "${entry#*:}"; then kept_ids+=("${entry%:*}"); fi
  done
  kept_words=${kept_ids[*]-}
  if keeps logs; then kept_words="${kept_words:+$kept_words }logs"; fi
}

is_kept() { [[ " ${kept_ids[*]-} " == *" $1 "* ]]; }

# Sets removed_ids and removed_names, and says what goes and what stays.
select_stacks() {
  local id stack
  removed_ids=()
  removed_names=()
  select_kept
  if [[ -n $dry_run ]]; then
    [[ -z $kept_words ]] || printf '         would leave: %s\n' "$kept_words"
    removed_ids=(STACK...)
    return
  fi
  while read -r id stack; do
    if is_kept "$id"; then
      printf '         stays: %s\n' "$stack"
    else
      printf '         goes:  %s\n' "$stack"
      removed_ids+=("$id")
      removed_names+=("$stack")
    fi
  done < <(stacks_of "$assembly")
  if keeps logs; then printf '         stays: the logs of the functions\n'; fi
}

confirm_removal() {
  if [[ -n $yes ]]; then return; fi
  if [[ -n $dry_run ]]; then
    printf '         would ask for the name of the environment\n'
    return
  fi
  confirm "This removes '$environment' from account $account, $region." || fail "not confirmed"
}

lift_protection() {
  local stack
  if [[ -n $dry_run ]]; then
    shown ' for each of them' aws cloudformation update-termination-protection --region "$region" \
      --no-enable-termination-protection --stack-name NAME
    return
  fi
  for stack in "${removed_names[@]}"; do
    if [[ $(stack_state "$stack") == ABSENT ]]; then continue; fi
    aws cloudformation update-termination-protection --region "$region" \
      --no-enable-termination-protection --stack-name "$stack" >/dev/null
  done
}

remove() {
  reached=removal
  if [[ $production == true ]]; then lift_protection; fi
  run_cdk destroy --app "$assembly" --force --notices=false "${removed_ids[@]}"
}

stage "Tools" check_tools
stage "Identity: account $account, $region" check_identity "$account"
stage "Synthesis, to know the stacks" run "$ROOT/scripts/synth.sh" "$environment" "$assembly"
stage "What goes and what stays (removal: $removal${keep[*]+, keep: ${keep[*]}})" select_stacks
confirm_removal
stage "Removal" remove
if [[ -n $dry_run ]]; then
  step "A dry run: nothing was run"
else
  step "Removed: $environment. To bring it back: scripts/deploy.sh --env $environment"
fi
