# Liaison: everything a contributor or a newcomer types. `make help` lists it.
#
# One virtual environment (.venv) serves every target. Stamp files in it remember what was
# installed, so that a second call installs nothing. Dependencies are locked with hashes.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMPS := $(VENV)/.stamps
JOBS   ?= 2

# langdetect is a source package: it is built with the locked setuptools, outside pip's build isolation.
PIP     := $(BIN)/python -m pip --disable-pip-version-check install --quiet
LOCKED  := $(PIP) --no-build-isolation --use-pep517 --require-hashes --requirement
PROJECT := $(PIP) --no-build-isolation --no-deps --editable .

CODE  := bot responders policies translations training tests bench
BENCH := $(sort $(filter-out bench/_%,$(wildcard bench/*.py)))

export PYTHONUTF8 := 1
# Empty is off: without compiled files, every process that a test starts compiles all of ours.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help demo install test check pytest soak bench catalogs catalogs-check licences lock upgrade clean

help: ## Show this list
	@echo "Liaison: make TARGET"
	@sed -n 's/^\([a-z][a-z-]*\):[^#]*## \(.*\)/  \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

demo: $(STAMPS)/demo ## Run the shipped example stream from end to end (installs what it needs first)
	@$(BIN)/liaison demo

install: $(STAMPS)/dev ## Install everything for development into .venv

test: check catalogs-check licences pytest ## Run every check and test, soak runs excepted

check: $(STAMPS)/dev ## Lint, formatting, types and import contracts
	@echo "== ruff" && $(BIN)/ruff check --quiet . && $(BIN)/ruff format --check --quiet .
	@echo "== mypy" && $(BIN)/mypy --no-error-summary --num-workers $(JOBS)
	@echo "== import contracts" && $(BIN)/lint-imports --no-cache > $(STAMPS)/imports.log || { cat $(STAMPS)/imports.log; exit 1; }

catalogs-check: $(STAMPS)/dev ## Check that the message catalogs agree in both languages
	@echo "== catalogs" && $(BIN)/python -m translations.catalogs check

licences: $(STAMPS)/dev ## Check that docs/licences.md lists every locked dependency
	@echo "== licences" && $(BIN)/python -m tests.project.licences check

pytest: $(STAMPS)/dev ## Run the tests only
	@echo "== pytest" && $(BIN)/python -m pytest -m "not soak" --numprocesses $(JOBS)

soak: $(STAMPS)/dev ## Run the long crash, fuzz and database tests
	@echo "== pytest (soak)" && $(BIN)/python -m pytest -m soak --numprocesses $(JOBS)

bench: $(STAMPS)/dev ## Measure speed and memory with every program in bench/
	@set -e; for file in $(BENCH); do \
		echo "== $$file"; $(BIN)/python -m "bench.$$(basename "$$file" .py)"; \
	done

catalogs: $(STAMPS)/dev ## Compile the message catalogs
	@$(BIN)/python -m translations.catalogs compile

lock: $(STAMPS)/lock ## Write requirements/*.txt and docs/licences.md again from pyproject.toml (network)
	@requirements/lock.sh $(BIN)/uv
	@$(MAKE) --no-print-directory $(STAMPS)/dev
	@$(BIN)/python -m tests.project.licences write

upgrade: $(STAMPS)/lock ## The same as lock, with the newest versions that pyproject.toml allows (network)
	@requirements/lock.sh $(BIN)/uv --upgrade
	@$(MAKE) --no-print-directory $(STAMPS)/dev
	@$(BIN)/python -m tests.project.licences write

clean: ## Remove .venv, caches, and what the demo and the replays wrote here
	@rm -rf $(VENV) build dist ./*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis \
		.import_linter_cache liaison-demo liaison-replay
	@find $(wildcard $(CODE)) -type d -name __pycache__ -prune -exec rm -rf {} +

# --- the environment -----------------------------------------------------------------------

$(STAMPS)/venv: requirements/build.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Liaison needs Python 3.11 or newer; '$(PYTHON)' is not." >&2; \
		echo "Name another one: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "'$(PYTHON)' could not make a virtual environment; on Debian and Ubuntu, install python3-venv." >&2; exit 1; }
	@$(PIP) --require-hashes --requirement requirements/build.txt
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/demo: $(STAMPS)/venv requirements/demo.txt pyproject.toml
	@echo "Installing Liaison and its locked dependencies into $(VENV) (one or two minutes, once)."
	@echo "Licence notice: the translation extra brings minisbd, which is AGPL-3.0; Liaison is MIT. See docs/licences.md."
	@$(LOCKED) requirements/demo.txt
	@$(PROJECT)
	@touch $@

# The development set contains the demo's, version for version.
$(STAMPS)/dev: $(STAMPS)/venv requirements/dev.txt pyproject.toml
	@echo "Installing Liaison for development into $(VENV) (one or two minutes, once)."
	@echo "Licence notice: the translation extra brings minisbd, which is AGPL-3.0; Liaison is MIT. See docs/licences.md."
	@$(LOCKED) requirements/dev.txt
	@$(PROJECT)
	@touch $(STAMPS)/demo $@

$(STAMPS)/lock: $(STAMPS)/venv requirements/lock.txt
	@$(PIP) --require-hashes --requirement requirements/lock.txt
	@touch $@
