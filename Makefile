# `make run` and `make test` set up whatever is missing, then do what they say. `make` lists the rest.

PYTHON := $(firstword $(foreach name,python3.11 python3 python3.12 python3.13,$(shell command -v $(name))))
BIN := .venv/bin
PREPARE = @test -n "$(PYTHON)" || { echo "litcoach needs Python 3.11 or newer." >&2; exit 1; }; $(PYTHON) tools/prepare.py
SCREEN := $(if $(filter Linux,$(shell uname -s)),$(DISPLAY)$(WAYLAND_DISPLAY),yes)

.PHONY: help run llm test lint bench soak lock package clean

help: ## Say what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

run: ## Open litcoach; without a screen, show the demo
	$(PREPARE) run
ifeq ($(SCREEN),)
	@echo "There is no screen here (DISPLAY and WAYLAND_DISPLAY are empty), so this is the demo:"
	@$(BIN)/litcoach demo
else
	@$(BIN)/litcoach run
endif

llm: ## Build the engine of language models into .venv
	$(PREPARE) llm

test: ## Run all tests; ARGS="..." goes to pytest
	$(PREPARE) test
	@$(BIN)/python -m pytest $(ARGS)

lint: ## Check style, types and who imports whom
	$(PREPARE) lint
	@$(BIN)/ruff check --output-format concise
	@$(BIN)/ruff format --check --quiet || { echo "Run .venv/bin/ruff format" >&2; exit 1; }
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

bench: ## Measure the listener over recordings: make bench CORPUS=DIR
	$(PREPARE) test
	@test -d "$(CORPUS)" || { echo "Say where the recordings are: make bench CORPUS=DIR" >&2; exit 2; }
	@$(BIN)/litcoach bench --corpus "$(CORPUS)" $(ARGS)

soak: ## Read for an hour and watch memory, threads and files; then kill a recording 1,000 times
	$(PREPARE) test
	@$(BIN)/litcoach bench --soak $(ARGS)
	@LITCOACH_KILLS=1000 $(BIN)/python -m pytest -m kills

lock: ## Pin the newest allowed versions of all packages, with hashes
	$(PREPARE) lint
	@for lock in "run build" "dev dev" "train train"; do set -- $$lock; \
	  $(BIN)/uv pip compile pyproject.toml --extra $$2 --upgrade --universal --python-version 3.11 --quiet \
	    --generate-hashes --no-emit-index-url --no-annotate --no-header --output-file requirements/$$1.txt \
	  || exit 1; done

package: ## Make dist/litcoach, a folder that runs without Python
	$(PREPARE) package
	@$(BIN)/pyinstaller --noconfirm --log-level WARN build.spec

clean: ## Remove everything that make has made
	rm -rf .venv build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
