#!/usr/bin/env bash
# The checks of style and types, each named before it runs.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=${VENV:-.venv}/bin

echo "== ruff"
"$bin/ruff" check --quiet ingest dashboards tests
"$bin/ruff" format --check --quiet ingest dashboards tests
echo "== mypy"
"$bin/mypy"
echo "== sqlfluff"
"$bin/sqlfluff" lint --processes 2 --disable-progress-bar dbt_project/models dbt_project/tests
