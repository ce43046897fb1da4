#!/usr/bin/env bash
# Pins every dependency with its hashes. Nothing in the locks names a host.
set -eu
compile() {
  .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-header --no-annotate "$@"
}
compile requirements/bootstrap.in -o requirements/bootstrap.txt
compile requirements/node.in -o requirements/node.txt
compile pyproject.toml -o requirements/run.txt
compile pyproject.toml --group dev -c requirements/run.txt -o requirements/dev.txt
