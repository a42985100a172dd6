# Jixiao: `make dashboard` and `make test` are all that is needed; `make` alone lists the rest.
SHELL := /bin/bash
VENV ?= .venv
JIXIAO := $(VENV)/bin/jixiao
PYTHON_IN_VENV := $(VENV)/bin/python
PORT ?= 8501
export PYTHON VENV

.DEFAULT_GOAL := help
.PHONY: help dashboard build load test lint ocr old-word docs accuracy judge bench bench-read pictures lock clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

dashboard: build ## load data/filings, build and test the warehouse, open the dashboard (PORT=8501)
	@$(JIXIAO) dashboard --port $(PORT)

build: load ## the same without the dashboard
	@$(JIXIAO) build

load: $(VENV)/.core-stamp
	@$(JIXIAO) load data/filings || [ $$? -eq 1 ]

test: $(VENV)/.dev-stamp ## lint, types, unit tests, dbt build with its tests, the dashboard in Chromium
	@scripts/test.sh

lint: $(VENV)/.dev-stamp ## only the checks of style and types
	@scripts/lint.sh

ocr: $(VENV)/.core-stamp ## install what reads scans (some 400 MB; the models come with it)
	@scripts/make-environment.sh requirements.txt requirements-ocr.txt

old-word: $(VENV)/.core-stamp ## install what reads old Word files (.doc; pure Python, small)
	@scripts/make-environment.sh requirements.txt requirements-old-word.txt

docs: build ## write the dbt docs to build/docs/static_index.html
	@scripts/docs.sh

accuracy: $(VENV)/.dev-stamp ## measure what is read against what was read by hand
	@$(PYTHON_IN_VENV) -m tests.accuracy

judge: $(VENV)/.dev-stamp ## measure the readers of all carriers and layouts on made-up filings (long)
	@$(PYTHON_IN_VENV) -m tests.carriers.judge
	@$(PYTHON_IN_VENV) -m tests.carriers.certain

bench: $(VENV)/.dev-stamp ## measure how long loading, building and filtering take
	@$(PYTHON_IN_VENV) -m tests.benchmark

bench-read: $(VENV)/.dev-stamp ## measure how fast PDFs are read beside pdfplumber, and in what memory (long)
	@$(PYTHON_IN_VENV) -m tests.bench_read

pictures: $(VENV)/.dev-stamp build ## make docs/pictures from the running dashboard (needs Chromium)
	@$(PYTHON_IN_VENV) scripts/make_pictures.py

lock: ## compile the requirement files again (needs uv)
	uv pip compile --quiet --generate-hashes --no-strip-extras --universal --python-version 3.11 \
		--custom-compile-command 'make lock' requirements.in -o requirements.txt
	uv pip compile --quiet --generate-hashes --no-strip-extras --universal --python-version 3.11 \
		--custom-compile-command 'make lock' requirements-dev.in -o requirements-dev.txt
	uv pip compile --quiet --generate-hashes --no-strip-extras --universal --python-version 3.11 \
		--custom-compile-command 'make lock' requirements-ocr.in -o requirements-ocr.txt
	uv pip compile --quiet --generate-hashes --no-strip-extras --universal --python-version 3.11 \
		--custom-compile-command 'make lock' requirements-old-word.in -o requirements-old-word.txt

clean: ## remove what was built; data/filings, data/raw and data/received stay
	rm -rf $(VENV) build data/builds data/warehouse.duckdb data/extracts *.egg-info
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis dbt_project/target dbt_project/logs logs
	find ingest dashboards tests -name __pycache__ -prune -exec rm -rf {} +

$(VENV)/.core-stamp: requirements.txt pyproject.toml
	@echo "Installing into $(VENV) ..."
	@scripts/make-environment.sh requirements.txt
	@touch $@

$(VENV)/.dev-stamp: requirements.txt requirements-dev.txt requirements-ocr.txt \
		requirements-old-word.txt pyproject.toml
	@echo "Installing into $(VENV) ..."
	@scripts/make-environment.sh requirements.txt requirements-dev.txt requirements-ocr.txt \
		requirements-old-word.txt
	@touch $(VENV)/.core-stamp $@
