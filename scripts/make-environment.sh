#!/usr/bin/env bash
# Makes .venv and puts the named hashed requirement files and the project into it.
# With uv where it is there, with pip where it is not.
#   scripts/make-environment.sh requirements.txt [requirements-dev.txt]
set -euo pipefail
cd "$(dirname "$0")/.."

python=$(scripts/find-python.sh)
venv=${VENV:-.venv}
files=()
for file in "$@"; do files+=(-r "$file"); done

if command -v uv >/dev/null 2>&1; then
    export UV_PYTHON_DOWNLOADS=never
    [ -x "$venv/bin/python" ] || uv venv --quiet --python "$python" "$venv"
    uv pip install --quiet --python "$venv/bin/python" --require-hashes "${files[@]}"
    uv pip install --quiet --python "$venv/bin/python" --no-deps --no-build-isolation -e .
else
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        echo "$python has no venv module: install it (on Debian: apt-get install python3-venv), or install uv." >&2
        exit 2
    fi
    "$venv/bin/python" -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear "$venv"
    export PIP_DISABLE_PIP_VERSION_CHECK=1
    "$venv/bin/python" -m pip install --quiet --require-hashes "${files[@]}"
    "$venv/bin/python" -m pip install --quiet --no-deps --no-build-isolation -e .
fi
