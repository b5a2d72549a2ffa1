# Thin: every line calls a tool that also works alone. `make` lists the targets.
PYTHON ?= python3
PORT ?= 8000
BIN = .venv/bin
export NO_MKDOCS_2_WARNING = 1 # Material announces its successor on every run; see README

.DEFAULT_GOAL := help
.PHONY: help serve test check build publish schema pins lint bench

help: ## list these commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "make %-9s %s\n", $$1, $$2}'

serve: prepare ## show the guide at http://127.0.0.1:8000/ (PORT= changes it) and follow edits
	@echo "serve: building; then http://127.0.0.1:$(PORT)/ shows the guide. Ctrl+C ends it."
	@PYTHONDONTWRITEBYTECODE=1 $(BIN)/mkdocs serve --dev-addr 127.0.0.1:$(PORT)

test: ## run every test, the browser’s included
	@$(PYTHON) tools/prepare.py --browser
	@$(BIN)/ruff check macros hooks tests tools benchmarks
	@$(BIN)/mypy
	@$(BIN)/pytest -n auto

check: prepare ## check the data alone, in under two seconds
	@$(BIN)/python -m macros

build: prepare ## build the site into site/
	@$(BIN)/mkdocs build

publish: prepare ## publish the last commit with mkdocs gh-deploy
	@$(BIN)/mkdocs gh-deploy

schema: prepare ## write data/schema/ anew after a change of macros/model.py
	@$(BIN)/python -m macros schema

pins: prepare ## renew requirements.txt from pyproject.toml
	@$(BIN)/uv pip compile --quiet pyproject.toml --group test --group dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-annotate --upgrade \
		--custom-compile-command "make pins" --output-file requirements.txt

lint: prepare ## ruff over all Python
	@$(BIN)/ruff check macros hooks tests tools benchmarks

bench: ## measure weight and build time; writes benchmarks/results.md
	@$(PYTHON) tools/prepare.py --browser
	@$(BIN)/python -m benchmarks

.PHONY: prepare
prepare:
	@$(PYTHON) tools/prepare.py
