# Sourced after lib.sh by the scripts that reach an AWS account: the environment, who calls, numbered steps, dry runs.
# shellcheck shell=bash

ENVIRONMENTS=$ROOT/infra/environments.json
# No answer of the AWS CLI waits in a pager.
export AWS_PAGER=
dry_run=
number=0
# The folder that run_cdk is in; who exits removes it.
empty=
bold= plain=
if [[ -t 1 && -z ${NO_COLOR:-} ]]; then
  bold=$'\e[1m' plain=$'\e[0m'
fi

# stage TEXT COMMAND ARGUMENT...: one of the numbered steps, $stages in all, with the time that it took.
stage() {
  local began=$SECONDS text=$1
  shift
  number=$((number + 1))
  step "$bold$number/$stages $text$plain"
  "$@"
  [[ -n $dry_run ]] || step "$number/$stages took $((SECONDS - began)) s"
}

skip() {
  number=$((number + 1))
  step "$number/$stages $1: skipped ($2)"
}

shown() { printf '         would run%s:%s\n' "$1" "$(shift && printf ' %q' "$@")"; }

# run COMMAND ARGUMENT...: in a dry run it is only shown.
run() {
  if [[ -n $dry_run ]]; then shown '' "$@"; else "$@"; fi
}

# run_cdk ARGUMENT...: from an empty folder, for a cdk.json or cdk.context.json would bring its own app and context along.
run_cdk() {
  if [[ -n $dry_run ]]; then
    shown ' in an empty folder' cdk "$@"
    return
  fi
  empty=$(mktemp -d)
  (cd "$empty" && cdk "$@")
  rm -rf "$empty"
}

# A line, FIELD VALUE, for each value, or every problem of what the scripts read; synthesis checks it all.
environment_fields() {
  node -e '
    const [file, name] = process.argv.slice(1);
    process.on("uncaughtException", (problem) => { console.error(`${file}: ${problem.message}`); process.exit(1); });
    const all = JSON.parse(require("node:fs").readFileSync(file, "utf8"));
    const problems = [];
    const read = (field, fits, remedy, written = (value) => [value].flat()) => {
      const value = all[name][field];
      if (!fits(value)) problems.push(`${name}.${field} is ${JSON.stringify(value) ?? "missing"}: write ${remedy}`);
      else if (value !== undefined) written(value).forEach((one) => lines.push(`${field} ${one}`));
    };
    const lines = [];
    const like = (pattern) => (value) => typeof value === "string" && pattern.test(value);
    const perhaps = (fits) => (value) => value === undefined || fits(value);
    const each = (fits) => (value) => Array.isArray(value) && value.every(fits);
    const texts = (value) => value !== null && typeof value === "object" && Object.entries(value).flat().every(like(/^.*$/));
    const end = (messages) => { console.error(messages.join("\n")); process.exit(1); };
    if (!Object.hasOwn(all, name)) end([`there is no environment "${name}": ${file} has ${Object.keys(all).join(", ")}`]);
    read("account", like(/^[0-9]{12}$/), "the 12 digits of an AWS account");
    read("region", like(/^[a-z]{2}(-[a-z]+)+-[0-9]$/), "a Region, such as eu-central-1");
    read("production", (value) => typeof value === "boolean", "true or false");
    read("removal", like(/^(destroy|retain)$/), "destroy or retain");
    read("prefix", perhaps(like(/^[a-z][a-z0-9]{0,15}$/)), "at most 16 of a-z and 0-9, a letter first, or nothing");
    read("keep", perhaps(each(like(/^(images|ledger|logs)$/))), "a list of images, ledger and logs, or nothing");
    read("qualifier", perhaps(like(/^[a-z0-9]{1,10}$/)), "1 to 10 of a-z and 0-9, or nothing");
    read("permissionsBoundary", perhaps(like(/^[A-Za-z0-9+=,.@:\/_-]+$/)), "the name or the ARN of a policy, or nothing");
    read("tags", perhaps(texts), "an object of texts", (tags) => Object.entries(tags).map((tag) => tag.join("=")));
    read("registryAccount", perhaps(like(/^[0-9]{12}$/)), "the 12 digits of an AWS account, or nothing");
    if (problems.length > 0) end(problems);
    console.log(lines.join("\n"));
  ' "$ENVIRONMENTS" "$1"
}

# read_environment NAME: sets environment, account, region, prefix, production, removal, keep (a list), qualifier (empty: the
# CDK's own), boundary (the name of a policy, its path included, or empty), tags (a list of KEY=VALUE) and registry_account.
read_environment() {
  local fields field value
  environment=$1
  [[ -n $environment ]] || refuse "--env is missing: name an environment of $ENVIRONMENTS"
  require_node
  fields=$(environment_fields "$environment") || fail "cannot go on with the environment '$environment'"
  keep=()
  tags=()
  prefix=slipway
  qualifier=
  boundary=
  registry_account=
  while read -r field value; do
    case $field in
      account) account=$value ;;
      region) region=$value ;;
      production) production=$value ;;
      prefix) prefix=$value ;;
      removal) removal=$value ;;
      keep) keep+=("$value") ;;
      qualifier) qualifier=$value ;;
      permissionsBoundary) boundary=${value#arn:*:policy/} ;;
      tags) tags+=("$value") ;;
      registryAccount) registry_account=$value ;;
    esac
  done <<<"$fields"
  registry_account=${registry_account:-$account}
}

# keeps WHAT: whether images, ledger or logs stay when the environment is removed.
keeps() { [[ $removal == retain || " ${keep[*]-} " == *" $1 "* ]]; }

require_aws() {
  local version
  version=$(aws --version 2>&1 || true)
  [[ $version == aws-cli/2.* ]] || fail "the AWS CLI 2 is missing (found: ${version:-none}).
  Debian:          sudo apt-get install awscli
  macOS:           brew install awscli
  elsewhere:       https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html"
}

# The pinned one, whatever else is on the path: a newer CLI may not read the assembly's schema, an older one surely not.
require_cdk() {
  local pinned
  pinned=$(sed -n 's/.*"aws-cdk": "\(.*\)".*/\1/p' "$ROOT/infra/cdk/package.json")
  is_cdk "$pinned" || PATH=$ROOT/infra/cdk/node_modules/.bin:$PATH
  is_cdk "$pinned" || fail "the AWS CDK's command $pinned is missing (found: $(cdk --version 2>/dev/null || echo none)).
  Install it for this project:  cd $ROOT/infra/cdk && npm ci"
}

is_cdk() { [[ $(cdk --version 2>/dev/null || true) == "$1 "* ]]; }

# check_identity ACCOUNT: that the caller is of this account of the environment.
check_identity() {
  local wanted=$1 whose=is caller
  [[ $wanted == "$account" ]] || whose="has its images in"
  if [[ -n $dry_run ]]; then
    shown '' aws sts get-caller-identity --region "$region" --query Account --output text
    return
  fi
  caller=$(aws sts get-caller-identity --region "$region" --query Account --output text) ||
    fail "AWS does not know the caller. Sign in (aws sso login, or AWS_PROFILE=... before the command), then try again"
  [[ $caller == "$wanted" ]] || fail "the caller is of account $caller, but '$environment' $whose account $wanted.
  Take credentials of $wanted (AWS_PROFILE=... before the command), or mend $ENVIRONMENTS"
}

# confirm QUESTION: true if the environment's name is typed.
confirm() {
  local answer=
  printf '%s\nType the environment'\''s name (%s) to go on: ' "$1" "$environment"
  read -r answer || true
  printf '\n'
  [[ $answer == "$environment" ]]
}

# A line, ID NAME, for each stack of the assembly.
stacks_of() {
  node -e '
    const { artifacts } = JSON.parse(require("node:fs").readFileSync(`${process.argv[1]}/manifest.json`, "utf8"));
    for (const [id, { type, properties }] of Object.entries(artifacts))
      if (type === "aws:cloudformation:stack") console.log(id, properties.stackName);
  ' "$1"
}

# stack_state NAME: CloudFormation's word for it, or ABSENT, or UNKNOWN.
stack_state() {
  local answer
  if answer=$(aws cloudformation describe-stacks --region "$region" --stack-name "$1" \
    --query 'Stacks[0].StackStatus' --output text 2>&1 </dev/null); then
    printf '%s\n' "$answer"
  elif [[ $answer == *'does not exist'* ]]; then
    echo ABSENT
  else
    echo UNKNOWN
  fi
}

# What each state means for the person who reads it.
explain_state() {
  case $2 in
    CREATE_COMPLETE | UPDATE_COMPLETE) echo "stands, as this run left it or found it" ;;
    UPDATE_ROLLBACK_COMPLETE) echo "its update failed; it is back as it was before" ;;
    ROLLBACK_COMPLETE | ROLLBACK_FAILED) echo "could not be made; the next deployment removes it and tries again" ;;
    UPDATE_ROLLBACK_FAILED)
      echo "could not go back: mend the cause, then  aws cloudformation continue-update-rollback --region $region --stack-name $1"
      ;;
    DELETE_FAILED) echo "something in it could not be deleted: its events in CloudFormation say what" ;;
    *_IN_PROGRESS) echo "CloudFormation is still at work: wait until it ended" ;;
    ABSENT) echo "is not there" ;;
    UNKNOWN) echo "could not be asked for: look into CloudFormation" ;;
    *) echo "see its events in CloudFormation" ;;
  esac
}

say_what_stands() {
  local id name state
  printf 'What stands now in account %s, %s:\n' "$account" "$region"
  while read -r id name; do
    state=$(stack_state "$name")
    printf '  %-22s %-34s %s: %s\n' "$id" "$name" "$state" "$(explain_state "$name" "$state")"
  done < <(stacks_of "$assembly")
}
