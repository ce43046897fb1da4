#!/usr/bin/env bash
# Installs Debian packages that are missing, where it may; says what to install where it may not.
# Without arguments: what the whole suite needs.
set -eu
[ $# -gt 0 ] || set -- chromium gettext nginx-light postgresql fonts-dejavu-core

there() {
  case "$1" in
    chromium) command -v chromium >/dev/null ;;
    gettext) command -v xgettext >/dev/null && command -v msgmerge >/dev/null ;;
    postgresql) compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null ;;
    nginx-light) command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] ;;
    *) dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed' ;;
  esac
}

missing=()
for package in "$@"; do
  there "$package" || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" != 0 ]; then
  if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
  else
    echo "Install these first: apt-get install ${missing[*]}" >&2
    exit 1
  fi
fi
if ! command -v apt-get >/dev/null; then
  echo "This machine has no apt-get; install the equivalents of: ${missing[*]}" >&2
  exit 1
fi
echo "Installing ${missing[*]}…"
"${as_root[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
