#!/usr/bin/env bash
# The whole suite twice: on SQLite with the browser, then on a throwaway PostgreSQL.
set -euo pipefail
# One more than there are processors: it takes the tests that mostly wait (tests/lanes.py).
workers=${LORGNETTE_TEST_WORKERS:-$(($(nproc) + 1))}
export COVERAGE_FILE=.build/coverage
rm -f .build/coverage .build/coverage.*
pytest=(.venv/bin/python -m pytest -q -n "$workers" --dist loadgroup)
echo "On SQLite:"
"${pytest[@]}" --cov=lorgnette --cov-branch --cov-report= "$@"
# Not measured a second time: tracing makes what computes take almost twice as long, and lines for
# PostgreSQL alone are few. The figure below leaves them uncovered.
echo "On PostgreSQL:"
LORGNETTE_TEST_DATABASE=postgresql "${pytest[@]}" -m "not browser" "$@" | tee .build/last-run.txt
.venv/bin/coverage report --skip-covered --skip-empty | tail -3
tail -1 .build/last-run.txt
