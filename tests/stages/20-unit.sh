# Unit, property and API tests: every module's test program. Those that touch the store run on SQLite and on a private
# PostgreSQL that they start themselves.
stage unit ctest --test-dir build/test -j 2 --verbose --timeout 900
