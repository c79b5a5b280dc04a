# Everything a fresh machine with Python 3.11, git and make needs. `make` alone builds the site.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell scripts/find-python)
HANDBOOK := $(wildcard docs/*/*.md)

.PHONY: site setup serve bundle check test browser lint format docs lock

site: setup
	$(BIN)/python build.py

setup: $(VENV)/.from-lock

# Made anew when the lock changes, so that nothing stays behind that the lock no longer names.
$(VENV)/.from-lock: requirements.lock
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python3 if it has another name." >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@touch $@

serve: setup
	$(BIN)/python build.py serve

# The site as one file to read without a network: dist/<name>-offline.zip.
bundle: setup
	$(BIN)/python build.py bundle

check: setup
	$(BIN)/python build.py check

test: setup browser
	$(BIN)/python -m pytest

# Tests that need a browser are skipped where there is none and none can be installed; under CI=true they fail.
browser:
	@scripts/ensure-browser

lint: setup
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

# Command help and tables of the handbook, written from the code.
docs: setup
	$(BIN)/python -m cogapp -P -r $(HANDBOOK)

# Keeps the pins that still fit; UPGRADE=--upgrade takes the newest of all.
lock: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile pyproject.toml --group dev --all-extras --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet $(UPGRADE) --output-file requirements.lock
	@echo '# Every package of the project and its tests, pinned and hashed. `make lock` writes it from pyproject.toml.' \
	  | cat - requirements.lock > requirements.new && mv requirements.new requirements.lock
