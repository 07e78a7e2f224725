#!/bin/sh
# Write the locked requirements from pyproject.toml: `make lock` (needs the network).
# Usage: lock.sh UV [--upgrade]. Versions that are already locked stay unless --upgrade is given.
set -eu
cd "$(dirname "$0")/.."
uv=$1
shift

compile() {
    name=$1
    shift
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-config \
        --no-emit-index-url --no-emit-find-links --no-annotate --no-header \
        --output-file "requirements/$name.txt" "$@"
}

# dev holds everything; the other sets take their versions from it, so that one environment serves all.
compile dev "$@" --all-extras --group dev pyproject.toml
compile runtime --constraints requirements/dev.txt pyproject.toml
compile demo --constraints requirements/dev.txt --extra translate pyproject.toml
compile image --constraints requirements/dev.txt --extra translate --extra postgres --extra social pyproject.toml
compile build "$@" --group build
compile lock "$@" --group lock
