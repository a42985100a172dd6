#!/usr/bin/env bash
# Prints the Python (3.11 or newer) to make the environment with; says in one sentence if there is none.
set -euo pipefail

for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        command -v "$candidate"
        exit 0
    fi
done
echo "Jixiao needs Python 3.11 or newer and found none: install it, or name it with make PYTHON=/path/to/python." >&2
exit 2
