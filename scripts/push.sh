#!/usr/bin/env bash
# Usage: scripts/push.sh --env NAME --repository REPOSITORY [--context FOLDER | --image IMAGE] [--tag TAG]
#                        [--allow-dirty] [--dry-run]
#
# Builds an arm64 image, or takes one that is there, and pushes it to the environment's ECR under a tag that is made once.
# Slipway does the rest: it hears of the push and rolls the image out on the targets that follow the repository.
#
#   --env NAME                the environment, of infra/environments.json: its account, or its registryAccount, and Region
#   --repository REPOSITORY   the repository's name, such as agents/support
#   --context FOLDER          build the Dockerfile in this folder (default: the current one)
#   --image IMAGE             push this local image instead; it must be linux/arm64
#   --tag TAG                 a semantic version or a commit. Default: the first of SLIPWAY_IMAGE_TAG, GITHUB_SHA, the
#                             version tag of the current commit, the commit. Never latest
#   --allow-dirty             build although files differ from the commit
#   --dry-run                 print what would run, and run nothing; needs no account
#
# Exit codes: 0  pushed (or a dry run)
#             1  nothing was pushed
#             2  failed while pushing, or after: ask ECR whether the tag is there
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$ROOT/scripts/lib-aws.sh"
help_if_asked "$@"

name=
repository=
context=
image=
tag=
allow_dirty=
while [[ $# -gt 0 ]]; do
  case $1 in
    --env | --repository | --context | --image | --tag)
      [[ -n ${2:-} && $2 != -* ]] || refuse "$1 wants a value"
      case $1 in
        --env) name=$2 ;;
        --repository) repository=$2 ;;
        --context) context=$2 ;;
        --image) image=$2 ;;
        --tag) tag=$2 ;;
      esac
      shift
      ;;
    --allow-dirty) allow_dirty=yes ;;
    --dry-run) dry_run=yes ;;
    *) refuse "does not know: $1" ;;
  esac
  shift
done
[[ -z $context || -z $image ]] || refuse "--context and --image exclude each other"
[[ $repository =~ ^[a-z0-9]+([._/-][a-z0-9]+)*$ ]] ||
  refuse "--repository is '$repository': name an ECR repository, such as agents/support"
context=${context:-.}
[[ -n $image || -d $context ]] || refuse "--context is '$context': there is no such folder"

stages=5
reached=preparation
read_environment "$name"

git_here() { git -C "$context" "$@" 2>/dev/null; }

# Sets tag and where it comes from.
choose_tag() {
  if [[ -n $tag ]]; then
    origin=--tag
  elif [[ -n ${SLIPWAY_IMAGE_TAG:-} ]]; then
    tag=$SLIPWAY_IMAGE_TAG origin=SLIPWAY_IMAGE_TAG
  elif [[ -n ${GITHUB_SHA:-} ]]; then
    tag=$GITHUB_SHA origin=GITHUB_SHA
  elif tag=$(git_here describe --tags --exact-match --match '[0-9]*.[0-9]*.[0-9]*' --match 'v[0-9]*.[0-9]*.[0-9]*'); then
    origin="git's tag"
  elif tag=$(git_here rev-parse HEAD); then
    origin="git's commit"
  else
    fail "there is no tag: give one with --tag or SLIPWAY_IMAGE_TAG, for $context is in no git repository"
  fi
  local semver='^v?[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$' commit='^[0-9a-f]{7,64}$'
  [[ $tag =~ $semver || $tag =~ $commit ]] && [[ ${#tag} -le 128 ]] || fail "the tag is '$tag' (from $origin): \
it must be a semantic version without build metadata, such as 1.4.2, or a commit in hexadecimal; never latest, which says nothing"
}

# A tag that git gives promises what git has. An image that was built elsewhere, under a tag that is given, has no tree.
check_tree() {
  if [[ -n $allow_dirty || (-n $image && $origin != "git's"*) ]] || ! git_here rev-parse --git-dir >/dev/null; then return; fi
  [[ -z $(git_here status --porcelain) ]] ||
    fail "files in $(git_here rev-parse --show-toplevel) differ from the commit: commit them, or say --allow-dirty"
}

choose_tag
check_tree
registry=$registry_account.dkr.ecr.$region.amazonaws.com
reference=$registry/$repository:$tag
select_image=(--region "$region" --registry-id "$registry_account" --repository-name "$repository" --image-ids "imageTag=$tag"
  --query 'imageDetails[0].imageDigest' --output text)

ended() {
  local status=$?
  if [[ $status -eq 0 ]]; then return; fi
  if [[ $reached == preparation ]]; then
    printf 'Nothing was pushed.\n' >&2
    return
  fi
  printf 'Whether the tag is there:  aws ecr describe-images%s\n' "$(printf ' %q' "${select_image[@]}")" >&2
  exit 2
}
trap ended EXIT

inspection=(docker image inspect --format '{{.Os}}/{{.Architecture}}' "$image")

check_tools() {
  if [[ -n $dry_run ]]; then
    [[ -z $image ]] || shown '' "${inspection[@]}"
    return
  fi
  require_aws
  command -v docker >/dev/null || fail "docker is missing. Get Docker Engine with buildx: https://docs.docker.com/engine/install"
  [[ -n $image ]] || docker buildx version >/dev/null ||
    fail "docker's buildx is missing: https://docs.docker.com/build/install-buildx (Debian: docker-buildx-plugin)"
  [[ -z $image ]] || check_platform
}

check_platform() {
  local platform
  platform=$("${inspection[@]}") ||
    fail "docker has no image '$image': build or pull it first"
  [[ $platform == linux/arm64 ]] || fail "the image '$image' is $platform, and AgentCore runs linux/arm64 only: build it with --platform linux/arm64"
}

check_repository() {
  run aws ecr describe-repositories --region "$region" --registry-id "$registry_account" --repository-names "$repository" \
    --query 'repositories[0].repositoryUri' --output text ||
    fail "ECR does not show the repository '$repository' in account $registry_account, $region: make it first"
}

# The password goes from one command into the other: it stands in no argument, and in no output.
log_in() {
  if [[ -n $dry_run ]]; then
    printf '         would run: aws ecr get-login-password --region %s | docker login --username AWS --password-stdin %s\n' \
      "$region" "$registry"
    return
  fi
  aws ecr get-login-password --region "$region" | docker login --username AWS --password-stdin "$registry"
}

reach_repository() {
  check_repository
  log_in
}

push() {
  reached=push
  if [[ -n $image ]]; then
    run docker tag "$image" "$reference"
    run docker push "$reference"
  else
    run docker buildx build --platform linux/arm64 --tag "$reference" --push "$context"
  fi
}

# ECR is asked, because what docker calls the digest depends on how it stores images.
ask_digest() {
  if [[ -n $dry_run ]]; then
    shown '' aws ecr describe-images "${select_image[@]}"
    return
  fi
  digest=$(aws ecr describe-images "${select_image[@]}")
  [[ $digest == sha256:* ]] || fail "ECR gives no digest for $reference"
}

step "The tag is $tag (from $origin)"
stage "Tools" check_tools
stage "Identity: account $registry_account, $region" check_identity "$registry_account"
stage "Repository and login" reach_repository
stage "Push of $reference" push
stage "Digest" ask_digest
if [[ -n $dry_run ]]; then
  step "A dry run: nothing was run"
else
  step "Pushed: $reference@$digest"
  printf 'Every target of %s that follows %s and accepts this tag now rolls it out. Watch it:  scripts/slipway.sh status --env %s --watch\n' \
    "'$environment'" "$repository" "$environment"
fi
