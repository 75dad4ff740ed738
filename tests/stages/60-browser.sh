# The product in a browser: a small demonstration county, served by the build under test, driven in Chromium. The
# demonstration of the night has a county to itself, because it plays the night forward.
stage demonstration tools/web_run e2e -- demonstration
stage browser tools/web_run e2e -- --exclude '**/demonstration.e2e.ts'
