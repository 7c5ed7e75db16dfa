#!/bin/sh
# Makes sure that there is a browser to test pages in. Never fails: without one, those tests are skipped, except in CI.

has_browser() {
    [ -n "$PAPERATLAS_TEST_BROWSER" ] && return 0
    for command in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$command" >/dev/null 2>&1 && return 0
    done
    [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ] && return 0
    [ -x "/Applications/Chromium.app/Contents/MacOS/Chromium" ]
}

install_with() {
    # shellcheck disable=SC2086 # the prefix is empty or two words
    $1 apt-get update -qq && $1 env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium
}

has_browser && exit 0

if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then
        install_with "" >&2
    elif sudo -n true 2>/dev/null; then
        install_with "sudo -n" >&2
    fi
fi

has_browser || cat >&2 <<'END'
****************************************************************************
  NO BROWSER: the tests of pages will not run. Install Chromium or Chrome
  (Debian: apt-get install chromium; macOS: brew install --cask chromium),
  or set PAPERATLAS_TEST_BROWSER to the path of one.
****************************************************************************
END
exit 0
