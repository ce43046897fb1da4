#!/usr/bin/env bash
# Installs the SDKs for Node that the tests send events with.
set -eu
. tools/node.sh
cd tests/sdks
"${npm[@]}" ci --ignore-scripts --no-audit --no-fund --silent
