#!/usr/bin/env bash
# All that `make test` and .ci/run run. pytest comes last, so that its closing line is the last.
# Without Chromium the browser tests are skipped, loudly; with CI=true that is a failure.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=${VENV:-.venv}/bin

scripts/lint.sh

selection=()
if ! scripts/install-browser.sh; then
    if [ "${CI:-}" = true ]; then
        echo "The browser tests cannot run, and in CI that is a failure." >&2
        exit 1
    fi
    echo "******** THE BROWSER TESTS ARE SKIPPED: no page has been looked at. ********" >&2
    selection=(-m "not browser")
fi

echo "== filings loaded, warehouse built and tested"
data=build/test-data
rm -rf "$data"
"$bin/jixiao" --data "$data" load data/filings || [ $? -eq 1 ]
"$bin/jixiao" --data "$data" build --force

echo "== pytest"
export JIXIAO_TEST_DATA="$PWD/$data"
exec "$bin/python" -m pytest -n 2 --dist loadscope ${selection[@]+"${selection[@]}"} "$@"
