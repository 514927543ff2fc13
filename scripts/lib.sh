# Sourced by the other scripts: where things are, which tools they run on, how they tell what they are doing.
# shellcheck shell=bash

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# Shared by the scripts that one script calls, so that the seconds count from the first of them.
export SLIPWAY_STARTED=${SLIPWAY_STARTED:-$(date +%s)}

step() { printf '[%4d s] %s\n' "$(($(date +%s) - SLIPWAY_STARTED))" "$*"; }

fail() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# The comment at the head of a script is its help: one text, so that the two cannot differ.
show_help() { awk 'NR > 1 && /^#/ { sub(/^# ?/, ""); print; next } NR > 1 { exit }' "$0"; }

help_if_asked() {
  local argument
  for argument in "$@"; do
    if [[ $argument == --help || $argument == -h ]]; then
      show_help
      exit 0
    fi
  done
}

refuse() {
  show_help >&2
  printf '\n' >&2
  fail "$*"
}

is_jdk_25() { [[ -x $1/bin/javac && -r $1/release ]] && grep -q '^JAVA_VERSION="25[."]' "$1/release"; }

# Sets JAVA_HOME to a JDK 25. The default java of a machine is often an older one, and Maven's plugins run on it.
require_jdk() {
  local home on_path
  on_path=$(command -v javac || true)
  [[ -z $on_path ]] || on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  for home in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/*25* /opt/java/*25* "$HOME"/.sdkman/candidates/java/25* \
    /Library/Java/JavaVirtualMachines/*25*/Contents/Home; do
    if [[ -n $home ]] && is_jdk_25 "$home"; then
      export JAVA_HOME=$home
      # Maven's own libraries draw these warnings on JDK 25; nobody here can act on them.
      export MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
      return
    fi
  done
  fail "JDK 25 is missing. Looked in JAVA_HOME (${JAVA_HOME:-not set}), on the path and in the usual folders.
  Debian, Ubuntu:  sudo apt-get install openjdk-25-jdk   (or temurin-25-jdk from Adoptium)
  macOS:           brew install --cask temurin@25
  elsewhere:       https://adoptium.net, then  export JAVA_HOME=/path/to/jdk-25"
}

# The AWS CDK's Java library runs its engine under Node.js.
require_node() {
  local major
  major=$(node --version 2>/dev/null | sed -n 's/^v\([0-9]*\)\..*/\1/p')
  if [[ -z $major || $major -lt 20 ]]; then
    fail "Node.js 20 or newer is missing (found: $(node --version 2>/dev/null || echo none)).
  Debian, Ubuntu:  sudo apt-get install nodejs npm
  macOS:           brew install node
  elsewhere:       https://nodejs.org"
  fi
  # The CDK's engine shouts on every start that it no longer supports, or does not know, this Node.js. It works.
  export JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION=1 JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION=1
  export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=$major
}

# The folders of the modules in the order in which they are built; pom.xml is the one place that lists them.
modules() { sed -n 's|.*<module>\(.*\)</module>.*|\1|p' "$ROOT/pom.xml"; }

# module_folder NAME: the folder of a module that is named by it, or by its last part alone.
module_folder() {
  local folder
  for folder in $(modules); do
    if [[ $1 == "$folder" || $1 == "${folder##*/}" ]]; then
      echo "$folder"
      return
    fi
  done
  return 1
}

# maven LOG ARGUMENT...: everything goes to the log, modules and errors to the person who waits.
maven() {
  local log=$1 status=0
  shift
  mkdir -p "$(dirname "$log")"
  (cd "$ROOT" && ./mvnw "$@") 2>&1 | tee "$log" | awk '
    /^\[INFO\] Building .*\[[0-9]+\/[0-9]+\]/ { print "         " $3; fflush(); next }
    # From there on Maven says everything again.
    /^\[ERROR\] Failed to execute goal/ { ended = 1 }
    /^\[ERROR\]/ && !ended { print; fflush() }' || status=1
  [[ $status -eq 0 ]] || printf 'The whole output: %s\n' "$log" >&2
  return "$status"
}
