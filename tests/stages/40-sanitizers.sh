# Parsers and edges under ASan and UBSan, what is concurrent under TSan; the long form takes every module.
if [ -n "${LONG:-}" ]; then
  stage asan tests/sanitize asan base seal codec expr obs http store access pack linkage clock people intake casework indicator flow synth api
  stage tsan tests/sanitize tsan store http linkage indicator people api
else
  stage asan tests/sanitize asan base codec expr http "linkage:-Link.FindsPersonsWithoutTruth"
  stage tsan tests/sanitize tsan store http "linkage:Link.SameBytes*"
fi
