#!/usr/bin/env bash
# Stands for a tool or a script: records how it was called, then answers, or fails, by the last rule that fits the call.
set -euo pipefail
tool=${0##*/}
input=
if [[ " $* " == *' --password-stdin '* ]]; then input=$(cat); fi
printf -v call '%s\x1f' "$tool" "$PWD" "$(ls -A | wc -l)" "$input" "$@"
printf '%s\n' "$call" >>"$STAND_IN/calls"

status=0
answer=
while IFS=$'\x1f' read -r prefix fitting_status fitting_answer; do
  if [[ "$tool $*" == "$prefix"* ]]; then
    status=$fitting_status
    answer=$fitting_answer
  fi
done <"$STAND_IN/rules"
if [[ $status -ne 0 ]]; then
  printf '%s\n' "$answer" >&2
  exit "$status"
fi
[[ -z $answer ]] || printf '%s\n' "$answer"
if [[ $tool == synth.sh ]]; then
  mkdir -p "$2"
  cp "$STAND_IN/manifest.json" "$2/manifest.json"
fi
