#!/bin/sh
# Fetches the Neo4j servers to test on, from Maven's artifacts into .neo4j/<version>. Never fails: without them, those
# tests are skipped, except in CI. The versions are those of tests/neo4j_servers.py.

[ -n "$PAPERATLAS_TEST_NEO4J_URI" ] && exit 0
cd "$(dirname "$0")/.." || exit 0

install_maven() {
    command -v mvn >/dev/null 2>&1 && return 0
    command -v apt-get >/dev/null 2>&1 || return 1
    if [ "$(id -u)" = 0 ]; then
        prefix=""
    elif sudo -n true 2>/dev/null; then
        prefix="sudo -n"
    else
        return 1
    fi
    # shellcheck disable=SC2086 # the prefix is empty or two words
    $prefix apt-get update -qq && $prefix env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq maven
} >&2

fetch() {
    [ -f ".neo4j/$1/whole" ] && return 0
    install_maven || return 1
    rm -rf ".neo4j/$1"
    mkdir -p ".neo4j/$1"
    mvn -q -B -f tests/neo4j_pom.xml -Dneo4j="$1" dependency:copy-dependencies -DoutputDirectory="$PWD/.neo4j/$1/lib" \
        >&2 && touch ".neo4j/$1/whole"
}

for version in 5.26.12 2026.08.1; do
    fetch "$version" || cat >&2 <<WORDS
****************************************************************************
  NO NEO4J $version: the tests on a Neo4j server will not run. Install Java
  and Maven (Debian: apt-get install maven; macOS: brew install maven), or
  set PAPERATLAS_TEST_NEO4J_URI to the address of a server to use.
****************************************************************************
WORDS
done
exit 0
