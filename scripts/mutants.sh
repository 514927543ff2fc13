#!/usr/bin/env bash
# Usage: scripts/mutants.sh            plant every defect of scripts/mutants, one at a time; each must be caught
#        scripts/mutants.sh NAME...    only these (a patch's name, or its number)
#        scripts/mutants.sh --list     say what each one breaks, and which test must catch it
#        scripts/mutants.sh --fresh    forget what an earlier run has shown
#        scripts/mutants.sh --histories [NAME...]
#                                      random histories must find it, too: all that say so, or only these
#        scripts/mutants.sh --soak [NAME...]
#                                      and three minutes of a soak: all that say so, or only these
#
# A defect is a patch, scripts/mutants/NN-name.patch, that starts with two lines:
#   # test: MODULE TestClass[#method]      (MODULE as for scripts/test.sh; a class called ...IT is an integration test)
#   # breaks: what no longer holds
# and, where histories or a soak find it as well, with one more each:
#   # histories: find it
#   # soak: finds it
# It counts as caught if it applies, compiles, and its test, green before, goes red by an assertion. An error is no
# assertion. The work tree is left alone: patches go into a copy. What was caught is remembered until a source changes.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
help_if_asked "$@"

patches=$ROOT/scripts/mutants
state=$ROOT/target/mutants
tree=$state/tree
# A defect may make a test wait for ever.
patience=()
if command -v timeout >/dev/null; then patience=(timeout 900); fi

header() { sed -n "s/^# $2: *//p" "$1" | head -n 1; }
# The test that must catch it, after its module.
catcher() {
  case $by in
    histories) echo functions HistoriesTest ;;
    soak) echo local SoakIT ;;
    *) header "$1" test ;;
  esac
}
name_of() { basename "$1" .patch; }
# Where it is kept that it was caught.
mark_of() { echo "$state/caught/$(name_of "$1")${by:+-by-$by}"; }
hash_of() { git hash-object --stdin; }

select_patches() {
  local patch wanted found
  if [[ $# -eq 0 ]]; then
    find "$patches" -name '*.patch' 2>/dev/null | sort | while IFS= read -r patch; do
      if [[ -z $by || -n $(header "$patch" "$by") ]]; then echo "$patch"; fi
    done
    return
  fi
  for wanted in "$@"; do
    found=
    for patch in "$patches/$wanted.patch" "$patches/$wanted"-*.patch; do
      if [[ -f $patch ]]; then
        found=yes
        echo "$patch"
      fi
    done
    [[ -n $found ]] || fail "there is no defect '$wanted'; scripts/mutants.sh --list names them"
  done
}

check_header() {
  local module test
  read -r module test <<<"$(header "$1" test)"
  [[ -n $test && -n $(header "$1" breaks) ]] && module_folder "$module" >/dev/null ||
    fail "$(name_of "$1") does not start with '# test: MODULE TestClass[#method]' and '# breaks: sentence'"
}

sources() {
  (cd "$ROOT" && git ls-files --cached --others --exclude-standard -- . ':!scripts/mutants' ':!.github') |
    while IFS= read -r file; do if [[ -f $ROOT/$file ]]; then echo "$file"; fi; done
}

# Copies what differs, under a new time: Maven looks at times, and a killed run may have left a defect in the copy.
copy_tree() {
  local file list=$state/sources
  mkdir -p "$tree"
  sources >"$list"
  while IFS= read -r file; do
    if ! cmp -s "$ROOT/$file" "$tree/$file"; then
      mkdir -p "$tree/$(dirname "$file")"
      cp "$ROOT/$file" "$tree/$file"
    fi
  done <"$list"
  (cd "$tree" && find . -name target -prune -o -name node_modules -prune -o -type f -print | sed 's|^\./||') |
    sort | comm -13 <(sort "$list") - | while IFS= read -r file; do rm -f "$tree/$file"; done
  if [[ -d $ROOT/infra/cdk/node_modules ]]; then
    ln -sfn "$ROOT/infra/cdk/node_modules" "$tree/infra/cdk/node_modules"
    # Or setup would take the packages for older than the list of them.
    touch -r "$ROOT/infra/cdk/package-lock.json" "$tree/infra/cdk/package-lock.json"
  fi
}

fingerprint() {
  (cd "$ROOT" && while IFS= read -r file; do echo "$ROOT/$file"; done <"$state/sources" |
    git hash-object --stdin-paths | paste - "$state/sources" | hash_of)
}

# run_test FOLDER TEST LOG: runs one test, or several with commas between, in the copy. Its reports are the answer.
run_test() {
  local folder=$1 test=$2 log=$3 goal
  rm -rf "$tree/$folder/target/surefire-reports" "$tree/$folder/target/failsafe-reports"
  if is_integration "$test"; then
    "$tree/scripts/synth.sh" >"$log" 2>&1 || return 0
    goal=(verify "-Dit.test=$test" -Dtest=NoUnitTest -Dfailsafe.failIfNoSpecifiedTests=false -Dslipway.soak.minutes=3)
  else
    goal=(test "-Dtest=$test")
  fi
  (cd "$tree" && ${patience[@]+"${patience[@]}"} ./mvnw "${goal[@]}" -pl "$folder" -am -Dspotless.check.skip=true \
    -Dsurefire.failIfNoSpecifiedTests=false) >>"$log" 2>&1 || true
}

is_integration() { [[ ${1%%#*} == *IT ]]; }

# judge FOLDER TEST LOG: green, red, or why it is neither.
judge() {
  local class=${2%%#*} reports=$tree/$1/target/surefire-reports types
  is_integration "$2" && reports=$tree/$1/target/failsafe-reports
  class=${class##*.}
  local files=()
  for file in "$reports"/TEST-*."$class".xml "$reports"/TEST-*."$class"\$*.xml; do
    if [[ -f $file ]]; then files+=("$file"); fi
  done
  if [[ ${#files[@]} -eq 0 ]] || ! grep -q '<testcase' "${files[@]}"; then
    if grep -q 'COMPILATION ERROR' "$3"; then echo "does not compile"; else echo "the test did not run"; fi
    return
  fi
  types=$(sed -n 's/^ *<failure .*type="\([^"]*\)".*/\1/p; s/^ *<failure type="\([^"]*\)".*/\1/p' "${files[@]}")
  if grep -q '^ *<error' "${files[@]}"; then
    echo "ended in an error, not by an assertion"
  elif grep -q '^ *<failure' "${files[@]}"; then
    if grep -qvE 'Assertion|MultipleFailures|ComparisonFailure' <<<"$types"; then
      echo "failed by $(head -n 1 <<<"$types"), not by an assertion"
    else
      echo red
    fi
  else
    echo green
  fi
}

remembered() { [[ -f $1 && $(<"$1") == "$2" ]]; }

# Every test that a defect names must be green on the tree as it is. One Maven run for all tests of a module and kind.
check_green() {
  local folder kind tests test mark verdict bad=0 log
  for folder in $(modules); do
    for kind in unit integration; do
      tests=$(tests_of "$folder" "$kind" "$@")
      [[ -n $tests ]] || continue
      log=$state/before-${folder##*/}-$kind.log
      step "Unpatched, must be green: $folder $(paste -sd' ' <<<"$tests")"
      run_test "$folder" "$(paste -sd, <<<"$tests")" "$log"
      while IFS= read -r test; do
        verdict=$(judge "$folder" "$test" "$log")
        mark=$state/green/${folder##*/}-$test
        if [[ $verdict == green ]]; then
          echo "$tree_hash" >"$mark"
        else
          printf '         %s is not green before any defect: %s (%s)\n' "$test" "$verdict" "$log"
          bad=1
        fi
      done <<<"$tests"
    done
  done
  return $bad
}

# The tests of a folder and kind that the patches name and that are not known to be green.
tests_of() {
  local folder=$1 kind=$2 patch module test
  shift 2
  for patch in "$@"; do
    read -r module test <<<"$(catcher "$patch")"
    [[ $(module_folder "$module") == "$folder" ]] || continue
    if is_integration "$test"; then [[ $kind == integration ]] || continue; else [[ $kind == unit ]] || continue; fi
    remembered "$state/green/${folder##*/}-$test" "$tree_hash" || echo "$test"
  done | sort -u
}

in_tree() { (cd "$tree" && GIT_CEILING_DIRECTORIES=$state git apply --whitespace=nowarn "$@"); }

# plant PATCH: true if its test catches it.
plant() {
  local patch=$1 name module test folder log verdict
  name=$(name_of "$patch")
  read -r module test <<<"$(catcher "$patch")"
  folder=$(module_folder "$module")
  log=$state/$name${by:+-by-$by}.log
  if ! in_tree --check "$patch" 2>"$log"; then
    step "FAILED   $name: the patch does not apply ($log)"
    return 1
  fi
  in_tree "$patch"
  run_test "$folder" "$test" "$log"
  verdict=$(judge "$folder" "$test" "$log")
  in_tree -R "$patch"
  case $verdict in
    red) step "caught   $name by $test" ;;
    green) step "SURVIVED $name: $test is still green although $(header "$patch" breaks)" ;;
    *) step "FAILED   $name: $verdict ($log)" ;;
  esac
  [[ $verdict == red ]]
}

plant_all() {
  local patch mark print caught=0
  for patch in "$@"; do
    mark=$(mark_of "$patch")
    print=$tree_hash-$(hash_of <"$patch")
    if remembered "$mark" "$print"; then
      step "caught   $(name_of "$patch") (in an earlier run on these sources)"
      caught=$((caught + 1))
    elif plant "$patch"; then
      echo "$print" >"$mark"
      caught=$((caught + 1))
    fi
  done
  step "defects caught: $caught of $#"
  [[ $caught -eq $# ]]
}

fresh=
list=
by=
names=()
for argument in "$@"; do
  case $argument in
    --list) list=yes ;;
    --fresh) fresh=yes ;;
    --histories | --soak)
      [[ -z $by ]] || refuse "finds by --histories or by --soak, one at a time"
      by=${argument#--}
      ;;
    -*) refuse "does not know: $argument" ;;
    *) names+=("${argument%.patch}") ;;
  esac
done

chosen=$(select_patches ${names[@]+"${names[@]}"})
[[ -n $chosen ]] || fail "there is no patch in scripts/mutants: nothing would be proven"
selected=()
while IFS= read -r patch; do selected+=("$patch"); done <<<"$chosen"
for patch in "${selected[@]}"; do check_header "$patch"; done

if [[ -n $list ]]; then
  for patch in "${selected[@]}"; do
    printf '%-40s %s\n%-40s caught by %s\n' "$(name_of "$patch")" "$(header "$patch" breaks)" '' "$(catcher "$patch")"
  done
  exit 0
fi

"$ROOT/scripts/setup.sh"
require_jdk
require_node
[[ -z $fresh ]] || rm -rf "$state/caught" "$state/green"
mkdir -p "$state/caught" "$state/green"
step "Copying the sources to $tree"
copy_tree
tree_hash=$(fingerprint)
check_green "${selected[@]}" || fail "a test that is red anyway catches nothing"
plant_all "${selected[@]}" || fail "not every planted defect was caught"
