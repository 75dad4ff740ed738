# The expression language against its public conformance data: prints passed, not claimed and failed.
cel_conformance() { tools/web_run cel-conformance && build/test/tests/cel/cel_conformance build/cel-conformance.json; }
stage cel cel_conformance
