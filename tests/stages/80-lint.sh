# Formats of everything; clang-tidy, ESLint and tsc on what has changed (everything in the long form).
stage lint tools/lint ${LONG:+--all}
