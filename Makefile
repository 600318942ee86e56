# Targets for daily work. They need Python 3.11 or newer, pip and make, and set up .venv themselves.
.DEFAULT_GOAL := help
.PHONY: help demo test sweeps browser screenshots cluster check docs format schemas eval lock lowest dist

PYTHON ?= python3
BIN := .venv/bin
RECORDINGS := fixtures/recordings/qwen2.5-coder-1.5b-instruct

# uv installs the versions in uv.lock, which this release wrote.
UV := uv==0.13.9
SYNC = $(BIN)/uv sync --quiet --locked --inexact --python $(BIN)/python --no-python-downloads

# Without compiled files, every command and many tests would compile the code again.
unexport PYTHONDONTWRITEBYTECODE

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: .venv/installed ## extract who said what from an article and show it
	@echo "Extracting who said what from fixtures/harbour-bridge."
	@$(BIN)/factx extract fixtures/harbour-bridge -o .venv/demo.jsonl --force
	@$(BIN)/factx show .venv/demo.jsonl

test: .venv/testing ## run the tests (about eight minutes)
	@echo "Running the tests on all cores; make sweeps runs the cases they skip."
	@$(BIN)/python -m pytest --numprocesses auto --dist worksteal -m "not slow and not browser"

sweeps: .venv/testing ## run all cases of the tests that make test samples
	@echo "Running the exhaustive sweeps on all cores."
	@$(BIN)/python -m pytest --numprocesses auto --dist worksteal -m "slow or hypothesis" \
		--hypothesis-profile thorough

browser: .venv/browsing ## run the tests of the pages in a headless Chromium
	@.ci/chromium
	@echo "Opening the pages in a headless Chromium."
	@$(BIN)/python -m pytest -m browser tests/pages

screenshots: .venv/browsing ## take the pictures of the pages in docs/images
	@.ci/chromium
	@FACTX_SCREENSHOTS=docs/images $(BIN)/python -m pytest -m browser tests/pages/test_screenshots.py

cluster: $(BIN)/uv ## run the tests with Daft, in one process and on a cluster of Ray on this machine
	@echo "Installing Daft and Ray into .venv/cluster and running their tests."
	@UV_PROJECT_ENVIRONMENT=.venv/cluster $(BIN)/uv sync --quiet --locked --no-python-downloads \
		--extra daft --group cluster
	@.venv/cluster/bin/python -m pytest tests/extraction/test_daft.py tests/extraction/test_cluster.py

check: .venv/linting ## lint, types, layers, fixtures and their floors
	@echo "Checking style, types and layers."
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/pyright
	@$(BIN)/lint-imports
	@echo "Checking the fixtures, and their scores against the floors."
	@$(BIN)/factx check fixtures fixtures-languages
	@$(BIN)/factx eval fixtures --baseline fixtures/baseline.json >/dev/null
	@$(BIN)/factx eval fixtures-languages --baseline fixtures-languages/baseline.json >/dev/null
	@$(BIN)/factx eval fixtures --replay $(RECORDINGS) --strategy hybrid \
		--baseline fixtures/baseline.json >/dev/null

docs: .venv/documenting ## build the documentation into site/, without warnings and dead links
	@echo "Building the documentation."
	@$(BIN)/python docs/build.py site

format: .venv/linting ## format the code and fix what the linter can fix
	@echo "Fixing and formatting the code."
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

schemas: .venv/installed ## regenerate the JSON Schemas
	@echo "Writing the JSON Schemas into schemas/."
	@$(BIN)/factx schemas schemas --force

eval: .venv/installed ## score the offline rules against their floors
	@echo "Scoring the offline rules on the fixtures."
	@$(BIN)/factx eval fixtures --baseline fixtures/baseline.json

lock: $(BIN)/uv ## update uv.lock after a change to the dependencies in pyproject.toml
	@echo "Resolving the dependencies into uv.lock."
	@$(BIN)/uv lock --python $(BIN)/python

lowest: $(BIN)/uv ## run the tests with the lowest versions that pyproject.toml allows
	@echo "Resolving the lowest versions into .venv/lowest and running the tests there."
	@$(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv/lowest
	@$(BIN)/uv pip install --quiet --python .venv/lowest --resolution lowest-direct --editable . --group test
	@.venv/lowest/bin/python -m pytest --numprocesses auto --dist worksteal -m "not slow and not browser"

dist: $(BIN)/uv ## build the wheel and the source archive and try both in new environments
	@echo "Building the wheel and the source archive into dist/."
	@rm -rf dist
	@$(BIN)/uv build --quiet --python $(BIN)/python
	@.ci/bare-install dist/*.whl
	@.ci/source-archive dist/*.tar.gz

# Each group is added to the environment; uv.lock has every version and hash.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "factx needs Python 3.11 or newer; name one with make PYTHON=...")'
	@echo "Creating an environment in .venv."
	@$(PYTHON) -m venv .venv

$(BIN)/uv: Makefile | $(BIN)/python
	@echo "Installing $(UV) into .venv."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check $(UV)
	@touch $@

.venv/installed: uv.lock pyproject.toml $(BIN)/uv
	@echo "Installing what factx runs on."
	@$(SYNC)
	@touch $@

.venv/testing: .venv/installed
	@echo "Installing what the tests need."
	@$(SYNC) --group test
	@touch $@

.venv/browsing: .venv/testing
	@echo "Installing what drives the browser."
	@$(SYNC) --group browser
	@touch $@

.venv/linting: .venv/browsing
	@echo "Installing what linting and typing need."
	@$(SYNC) --group lint
	@touch $@

.venv/documenting: .venv/installed
	@echo "Installing what builds the documentation."
	@$(SYNC) --group docs
	@touch $@
