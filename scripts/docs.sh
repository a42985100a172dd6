#!/usr/bin/env bash
# Writes the dbt docs of the current build as one page that needs no server.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=${VENV:-.venv}/bin
data=${JIXIAO_DATA:-data}

mkdir -p build/docs
cp "$data/warehouse.duckdb" build/docs/warehouse.duckdb # dbt writes; readers keep theirs
JIXIAO_BUILD_FILE="$PWD/build/docs/warehouse.duckdb" "$bin/dbt" --quiet docs generate --static \
    --project-dir dbt_project --profiles-dir dbt_project \
    --target-path "$PWD/build/docs" --log-path "$PWD/build/docs"
rm build/docs/warehouse.duckdb
echo "The dbt docs are at build/docs/static_index.html"
