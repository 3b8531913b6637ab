# `make run` and `make test` need nothing but Python 3.11+ and make; see README.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help run test test-windows test-rest setup setup-dev bench catalogues shots tour build torture lint lock clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

run: setup  ## set everything up and open the program (with no display: the tour)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then exec $(BIN)/python -m cic_desktop; \
	else $(MAKE) --no-print-directory tour; fi

tour: setup
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m cic_desktop tour --out build/tour

setup: $(VENV)/.run  ## only the set-up, into .venv/
	@.ci/system-libraries $(BIN)/python
	@$(BIN)/python -c "from cic_desktop.i18n.catalogues import compile_all; compile_all()"

setup-dev: setup $(VENV)/.dev

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "CIC Desktop needs Python 3.11 or newer")'
	@$(PYTHON) -m venv $(VENV) || { echo "Python has no venv module: install the package python3-venv"; exit 1; }

$(VENV)/.run: requirements.lock $(VENV)/bin/python
	@echo "setting up .venv …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	@echo "setting up the tools for tests …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

test: setup-dev lint  ## lint, types, import contracts and the whole test suite, in two processes
	@$(MAKE) --no-print-directory -j2 test-windows test-rest

WINDOWS := tests/ui tests/journeys

test-windows: setup-dev
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -p no:cacheprovider $(WINDOWS)

test-rest: setup-dev
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -p no:cacheprovider $(WINDOWS:%=--ignore=%)

lint: setup-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet . || { echo "run: .venv/bin/ruff format ."; exit 1; }
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

torture: setup-dev  ## heavy trials: kills, torn writes, full disks
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -m torture --override-ini addopts=-q

catalogues: setup  ## bring the translators' catalogues up to the texts of the source
	@$(BIN)/python -m cic_desktop.i18n.extract

bench: setup-dev  ## measure, and write the table into tests/benchmarks/README.md
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.benchmarks.run

shots: setup  ## a picture of every page and dialog in every language, into build/shots/
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m cic_desktop shots --out build/shots

build: setup-dev  ## freeze the program with PyInstaller, then run its tour
	@$(BIN)/pyinstaller --noconfirm --log-level ERROR --distpath build/frozen --workpath build/freeze build.spec
	@QT_QPA_PLATFORM=offscreen build/frozen/cic-desktop/cic-desktop tour --out build/frozen-tour

lock:  ## write the lock files anew from pyproject.toml
	@uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	@uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:  ## remove what was built
	@rm -rf build $(VENV)
