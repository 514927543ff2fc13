#!/usr/bin/env bash
# Usage: scripts/destroy.sh --env NAME [--yes] [--yes-destroy-NAME] [--dry-run]
#
# Removes one environment of infra/environments.json from its AWS account, and keeps what the environment says to keep:
# with "removal": "retain" the stacks that hold data stay (ledger, key, queues, bus; a sample's repositories), and the logs.
# With "removal": "destroy" those of "keep" stay: "ledger" the foundation stack, "images" the sample's repositories, "logs".
# scripts/deploy.sh takes them back. Live endpoints go on serving; nothing rolls out any more.
#
# It refuses, and names them, while other stacks of the account and Region need this control plane: those with an AgentTarget,
# whose grants hang on its roles, and those with an AgentRuntime, a SmokeGate or an ImageLookup, which could not be updated
# nor removed any more, for nobody would answer CloudFormation.
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

stages=6
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
  rm -rf ${empty:+"$empty"} "$scratch"
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
scratch=$(mktemp -d)
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

# The words that an AWS command of CloudFormation or Parameter Store prints, a line each; its own error where it fails.
asked() {
  local answer
  answer=$(aws "$@" --region "$region" --output text </dev/null) || return 1
  awk '{ for (i = 1; i <= NF; i++) if ($i != "None") print $i }' <<<"$answer"
}

# The stack that made a declaration; nothing where somebody wrote it by hand.
owner_of() {
  local answer
  if answer=$(asked cloudformation describe-stack-resources --physical-resource-id "$1" \
    --query 'StackResources[0].StackName' 2>&1); then
    printf '%s\n' "$answer"
  elif [[ $answer != *'does not exist'* ]]; then
    printf '%s\n' "$answer" >&2
    return 1
  fi
}

# Whether a custom resource of the stack, whose template is read, is answered by this control plane: 0, or 10 for no.
is_answered_here() {
  node -e '
    const token = `:function:${process.argv[1]}-resource-request:live`;
    const body = JSON.parse(require("node:fs").readFileSync(0, "utf8")).TemplateBody;
    const within = (node) => node !== null && typeof node === "object" && Object.entries(node).some(
      ([name, value]) => (name === "ServiceToken" && JSON.stringify(value).includes(token)) || within(value));
    // A template in YAML comes as the text that it is.
    const written = (text) => text.split("ServiceToken:").slice(1).some(
      (rest) => rest.split(/\n *[A-Za-z]+:/)[0].includes(token));
    process.exit((typeof body === "string" ? written(body) : within(body)) ? 0 : 10);
  ' "$prefix-$environment"
}

# A line for each stack of others that declares a target here, and which.
find_declaring() {
  local declaration owner
  asked ssm get-parameters-by-path --path "/$prefix/$environment/targets" --query 'Parameters[].Name' >"$scratch/declarations"
  while read -r declaration; do
    owner=$(owner_of "$declaration")
    if [[ -z $owner ]]; then
      printf '         stays: %s, which is of no stack\n' "$declaration"
    elif ! is_own "$owner"; then
      printf '  %s: declares %s\n' "$owner" "${declaration##*/}" >>"$scratch/dependents"
    fi
  done <"$scratch/declarations"
}

# A line for each stack of others that has custom resources of this control plane's.
find_answered() {
  local stack status
  # What could not be made, or is not yet, holds nothing.
  asked cloudformation describe-stacks \
    --query 'Stacks[?StackStatus!=`ROLLBACK_COMPLETE` && StackStatus!=`REVIEW_IN_PROGRESS`].StackName' >"$scratch/stacks"
  while read -r stack; do
    if is_own "$stack"; then continue; fi
    aws cloudformation get-template --region "$region" --stack-name "$stack" --template-stage Processed \
      --query '{TemplateBody: TemplateBody}' --output json </dev/null >"$scratch/template"
    status=0
    is_answered_here <"$scratch/template" || status=$?
    case $status in
      0) printf '  %s: has custom resources that it answers for\n' "$stack" >>"$scratch/dependents" ;;
      10) ;;
      *) return "$status" ;;
    esac
  done <"$scratch/stacks"
}

is_own() { [[ $own == *" $1 "* ]]; }

check_dependents() {
  if [[ -n $dry_run ]]; then
    shown '' aws ssm get-parameters-by-path --region "$region" --path "/$prefix/$environment/targets"
    shown ' for each of them' aws cloudformation describe-stack-resources --region "$region" --physical-resource-id NAME
    shown '' aws cloudformation describe-stacks --region "$region"
    shown ' for each of them' aws cloudformation get-template --region "$region" --stack-name NAME
    return
  fi
  own=" $(stacks_of "$assembly" | awk '{ printf "%s ", $2 }')"
  : >"$scratch/dependents"
  find_declaring
  find_answered
  [[ ! -s $scratch/dependents ]] || fail "other stacks need '$environment'. Remove them first, or take out of them what needs it:
$(<"$scratch/dependents")"
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
stage "Stacks that need it" check_dependents
stage "What goes and what stays (removal: $removal${keep[*]+, keep: ${keep[*]}})" select_stacks
confirm_removal
stage "Removal" remove
if [[ -n $dry_run ]]; then
  step "A dry run: nothing was run"
else
  step "Removed: $environment. To bring it back: scripts/deploy.sh --env $environment"
fi
