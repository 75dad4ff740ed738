# Parsers under random input: seconds a target here, minutes in the long form.
stage fuzz tests/fuzz/run "${LONG:+300}"
