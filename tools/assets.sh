#!/usr/bin/env bash
# Compiles the assets into the package, with the machine's Node or, where there is none, one from PyPI.
set -eu
. tools/node.sh
cd assets
"${npm[@]}" ci --ignore-scripts --no-audit --no-fund --silent
"$node" build.mjs
