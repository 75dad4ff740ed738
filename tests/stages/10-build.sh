stage web-build tools/build_web
stage build tools/configure_and_build test
stage includes tools/check_includes
