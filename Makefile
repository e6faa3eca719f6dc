# Établi. `make demo` shows it, `make test` proves it.
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
DEMO := ERP_ENV=demo ERP_PUBLIC_URL=$${ERP_PUBLIC_URL:-http://127.0.0.1:$(PORT)}
PYTHON := $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)


.PHONY: bench doors icons lighthouse help setup setup-test demo check test long lint format lock migration screenshots clean

help:
	@echo "make demo   l'école de démonstration sur http://127.0.0.1:$(PORT)"
	@echo "make test   tous les contrôles et tous les tests"
	@echo "make check  les mêmes sans navigateur, sur SQLite seulement"

setup: $(VENV)/runtime.stamp
setup-test: $(VENV)/test.stamp

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Il faut Python 3.11 ou plus récent avec venv (Debian : apt install python3-venv)."; \
		echo "Python 3.11 or newer with venv is needed."; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/runtime.stamp: requirements/runtime.lock setup.cfg | $(BIN)/python
	@echo "Installation dans $(VENV) : une à deux minutes, une seule fois."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/test.stamp: requirements/test.lock $(VENV)/runtime.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.lock
	@touch $@

demo: setup
	@ERP_ENV=demo $(BIN)/erp db upgrade
	@$(DEMO) $(BIN)/erp demo load --if-empty
	@$(DEMO) $(BIN)/erp serve --port $(PORT)

lint: setup-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint templates --profile jinja --lint --quiet --ignore H006,H013,H021,H023,H015,H025,H030,H031,T003

format: setup-test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

check: lint
	$(BIN)/python -m pytest -m "not browser and not long" -n 2 --dist worksteal

test: lint chromium
	$(BIN)/python -m pytest -m "not browser and not long" -n 2 --dist worksteal
	ERP_TEST_DATABASE=postgresql $(BIN)/python -m pytest -m "not browser and not long" -n 2 --dist worksteal
	$(BIN)/python -m pytest -m "browser and not long"

long: setup-test
	$(BIN)/python -m pytest -m long

.PHONY: chromium
chromium:
	@command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
		else echo "Installez Chromium pour les tests de navigateur (Debian : apt install chromium)."; exit 1; fi; }

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q requirements/runtime.in -o requirements/runtime.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q requirements/test.in -o requirements/test.lock

bench: setup-test
	@test -n "$(FLOOR)" || { echo "make bench FLOOR=dossier-de-floor_app.py"; exit 1; }
	$(BIN)/python -m tests.bench $(FLOOR)

# By hand: Node, Chromium and a running `make demo`. URL=… is a page; COOKIE='nom=valeur' signs in.
lighthouse:
	@test -n "$(URL)" || { echo "make lighthouse URL=http://127.0.0.1:$(PORT)/demander"; exit 1; }
	@CHROME_PATH=$${CHROME_PATH:-$$(command -v chromium)} npx --yes lighthouse@12 "$(URL)" --quiet \
		--chrome-flags="--headless=new --no-sandbox" --output=json --output-path=stdout \
		--only-categories=performance,accessibility,best-practices \
		$(if $(COOKIE),--extra-headers='{"Cookie": "$(COOKIE)"}') | $(PYTHON) -c \
		'import json, sys; [print(one["id"], round(100 * one["score"])) for one in json.load(sys.stdin)["categories"].values()]'

doors: setup-test
	$(BIN)/python -m tests.walls.doors

migration: setup-test
	$(BIN)/python -m migrations.regenerate

icons: setup-test
	$(BIN)/python -m tests.browser.icons

screenshots: setup-test
	$(BIN)/python -m tests.browser.screenshots

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache
