# The product in a browser: a small demonstration county, served by the build under test, driven in Chromium.
stage browser tools/web_run e2e
