#!/usr/bin/env bash
# Makes sure that Chromium and a Chinese font are there for the browser tests.
# Installs Debian's packages where they are missing and this user may. Exit status: 0 both are
# there; 3 they are not and may not be installed.
set -uo pipefail

is_there() {
    command -v chromium >/dev/null 2>&1 && fc-list 2>/dev/null | grep -i "noto.*cjk" >/dev/null
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

is_there && exit 0
if ! command -v apt-get >/dev/null 2>&1; then
    echo "Chromium or Noto CJK is missing and there is no apt-get to install them with." >&2
    exit 3
fi
if [ "$(id -u)" != 0 ] && ! sudo -n true >/dev/null 2>&1; then
    echo "Chromium or Noto CJK is missing and only root may install them:" \
        "sudo apt-get install chromium fonts-noto-cjk fontconfig" >&2
    exit 3
fi
echo "Installing chromium and fonts-noto-cjk ..."
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
install() {
    as_root apt-get install --yes --no-install-recommends chromium fonts-noto-cjk fontconfig
}
if ! { as_root apt-get update && install; } </dev/null >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "Chromium and fonts-noto-cjk could not be installed." >&2
    exit 3
fi
is_there || { echo "Chromium or Noto CJK is still missing after the install." >&2; exit 3; }
