# Types, lint and unit tests of the screens (the contrast of every token pair and both languages among them).
stage web-check tools/web_run check
stage web-lint tools/web_run lint
stage web-unit tools/web_run test
