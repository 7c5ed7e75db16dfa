#!/bin/sh
# Makes sure that the page's modules can be tested: Node.js, and the type checker from npm. Never fails: without them,
# those tests are skipped, except in CI.

has_node() {
    command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1
}

install_with() {
    # shellcheck disable=SC2086 # the prefix is empty or two words
    $1 apt-get update -qq && $1 env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq nodejs npm
}

cd "$(dirname "$0")/.." || exit 0

if ! has_node && command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then
        install_with "" >&2
    elif sudo -n true 2>/dev/null; then
        install_with "sudo -n" >&2
    fi
fi

if has_node && [ ! -x node_modules/.bin/tsc ]; then
    npm install --silent --no-audit --no-fund --no-package-lock >&2
fi

[ -x node_modules/.bin/tsc ] || cat >&2 <<'END'
****************************************************************************
  NO NODE.JS, or npm could not install the type checker: the tests of the
  page's modules will not run. Install Node.js 18 or newer with npm (Debian:
  apt-get install nodejs npm; macOS: brew install node) and try again.
****************************************************************************
END
exit 0
