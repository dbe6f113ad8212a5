# SPDX-License-Identifier: MPL-2.0
# demo  test  check  bench  – and lock, messages, pictures for those who change the code.
PYTHON ?= python3
PORT ?= 8000
SERVE ?= yes
BENCH ?= quick
BIN := .venv/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --only-binary :all:
PO := src/udmoent/locale/da/LC_MESSAGES/django.po
MO := $(PO:.po=.mo)
# Node comes from PyPI where the machine has none.
NPM := $(if $(shell command -v npm),npm,PATH="$(CURDIR)/$(BIN):$$PATH" npm)
NODE := $(if $(shell command -v npm),,.venv/has-node)
# The tests start the program many times: it is compiled once, also where the surroundings say not to.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test check bench lock messages pictures environment developer
.DELETE_ON_ERROR:

demo: environment
	$(BIN)/udmoent demo --port $(PORT) $(if $(filter no,$(SERVE)),--no-serve)

test: developer
	$(BIN)/python scripts/test_everything.py

check: developer
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/udmoent makemigrations --check --dry-run
	$(BIN)/python scripts/messages.py check
	$(BIN)/python scripts/reference.py check
	$(BIN)/python -m pytest -q -n auto -m "not browser and not slow" --hypothesis-profile=check

bench: developer
	set -e; for script in benchmarks/*.py; do echo "== $$script"; BENCH=$(BENCH) $(BIN)/python $$script; done

lock:
	$(LOCK) --group build pyproject.toml -o requirements.txt
	$(LOCK) --group build --group dev -c requirements.txt pyproject.toml -o requirements-dev.txt
	$(LOCK) --group pyproject.toml:node -o requirements-node.txt
	$(NPM) install --package-lock-only

messages:
	$(BIN)/python scripts/messages.py update
	$(BIN)/python scripts/messages.py compile
	$(BIN)/python scripts/reference.py update

pictures: developer
	$(BIN)/python scripts/pictures.py

environment: .venv/has-udmoent .venv/has-collected $(MO)
developer: environment .venv/has-developer

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/has-requirements: requirements.txt | .venv/bin/python
	$(PIP) --require-hashes --only-binary :all: -r requirements.txt
	touch $@

.venv/has-udmoent: pyproject.toml .venv/has-requirements
	$(PIP) --no-build-isolation --no-deps --editable .
	touch $@

.venv/has-developer: requirements-dev.txt .venv/has-requirements
	$(PIP) --require-hashes --only-binary :all: -r requirements-dev.txt
	touch $@

.venv/has-node: requirements-node.txt | .venv/bin/python
	$(PIP) --require-hashes --only-binary :all: -r requirements-node.txt
	touch $@

node_modules/.package-lock.json: package-lock.json | $(NODE)
	$(NPM) ci --silent
	touch $@

.venv/has-collected: node_modules/.package-lock.json scripts/collect.py | .venv/has-requirements
	$(BIN)/python scripts/collect.py
	touch $@

$(MO): $(PO) scripts/messages.py .venv/has-requirements
	$(BIN)/python scripts/messages.py compile
	touch $@
