#!/usr/bin/env bash
# Makes .venv with the newest Python that will do. On Debian without the venv module, installs it where it may.
set -eu
for name in python3.14 python3.13 python3.12 python3.11 python3; do
  if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$name
    break
  fi
done
if [ -z "${python:-}" ]; then
  echo "Lorgnette needs Python 3.11 or newer." >&2
  exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  tools/debian_packages.sh python3-venv
fi
[ -x .venv/bin/python ] || "$python" -m venv .venv
