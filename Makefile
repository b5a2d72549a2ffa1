# Thin: every line calls a tool that also works alone. `make` lists the targets.
PYTHON ?= python3
PORT ?= 8000
RUN = .venv/bin/python -m
export NO_MKDOCS_2_WARNING = 1 # Material announces its successor on every run; see README

.DEFAULT_GOAL := help
.PHONY: help serve test unit recipes check build ledger office pdf bundle publish schema pins lint bench

help: ## list these commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "make %-9s %s\n", $$1, $$2}'

serve: prepare ## show the guide at http://127.0.0.1:8000/ (PORT= changes it) and follow edits
	@echo "serve: building; then http://127.0.0.1:$(PORT)/ shows the guide. Ctrl+C ends it."
	@PYTHONDONTWRITEBYTECODE=1 $(RUN) mkdocs serve --dev-addr 127.0.0.1:$(PORT)

# What Python has compiled is kept: the tests start it some hundred times.
test unit recipes: export PYTHONDONTWRITEBYTECODE :=

test: lint ## run every check and test, the browser’s included
	@$(RUN) pytest -n auto

unit: prepare-tests ## run the quick tests: no browser, no build
	@$(RUN) pytest -n auto -m unit

recipes: prepare-tests ## follow every recipe of CONTRIBUTING in a copy, and run the suite there
	@$(RUN) pytest -m twice

check: prepare ## check the data and the pages, without building the site
	@$(RUN) macros

build: prepare ## build the site into site/
	@$(RUN) mkdocs build

item-sets: prepare ## write into data/item-sets.yml what the tools ask now, after rewording
	@$(RUN) macros item-sets

ledger: prepare ## add new addresses to data/addresses.yml and mark the item sets, before publishing
	@$(RUN) macros ledger
	@$(RUN) macros item-sets publish

office: prepare-publish ## the sheets for word processors and spreadsheets: dist/*-sheets.zip
	@$(RUN) macros office

pdf: prepare-publish ## the whole guide as one PDF: dist/*.pdf, in about a minute
	@$(RUN) macros pdf

bundle: prepare ## the guide as one file that opens from a disk: dist/*.zip
	@$(RUN) macros bundle

publish: prepare-publish ## publish the last commit with mkdocs gh-deploy
	@$(RUN) mkdocs gh-deploy

schema: prepare ## write data/schema/ anew after a change of macros/model.py
	@$(RUN) macros schema

lint: prepare-tests ## ruff and mypy over all Python
	@$(RUN) ruff check macros hooks tests tools benchmarks
	@$(RUN) mypy

bench: prepare-tests ## measure visits, search and builds beside others’, in half an hour; writes benchmarks/results.md
	@$(RUN) benchmarks

COMPILE = $(RUN) uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command "make pins" $(UPGRADE)
UPGRADE ?= --upgrade
pins: prepare-tests ## renew the pins of Python and npm (UPGRADE= adds what is new and leaves the rest)
	@$(COMPILE) pyproject.toml --group test --group dev --output-file requirements-test.txt
	@$(COMPILE) pyproject.toml --constraint requirements-test.txt --output-file requirements.txt
	@$(COMPILE) pyproject.toml --group publish --constraint requirements-test.txt --output-file requirements-publish.txt
	@$(COMPILE) --group node --constraint requirements-test.txt --output-file requirements-node.txt
	@$(PYTHON) tools/prepare.py --tests --npm $(if $(UPGRADE),update,install) --package-lock-only

.PHONY: prepare prepare-publish prepare-tests
prepare:
	@$(PYTHON) tools/prepare.py

prepare-publish:
	@$(PYTHON) tools/prepare.py --publish

prepare-tests:
	@$(PYTHON) tools/prepare.py --tests
