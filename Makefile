# Two commands are enough: `make run` serves the product, `make test` proves it.
PYTHON ?= python3
UV := .tools/bin/uv
VENV := .venv
BIN := $(VENV)/bin
# Everything is collected once, then two forks take file after file, so that what a file sets up is set up once.
PYTEST := $(BIN)/pytest --forks 2
export VIRTUAL_ENV := $(CURDIR)/$(VENV)
export UV_NO_CONFIG := 1
export UV_LINK_MODE := copy
# What was compiled is kept: without it every process of a test that starts some compiles all of Django again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run setup test both sqlite postgresql quick lint bench lock openapi clean

run: $(VENV)/run.stamp
	@exec $(BIN)/quittance run

setup: $(VENV)/run.stamp

# Lint is one process and a test often waits for another: beside each other they fill both cores.
test: $(VENV)/test.stamp
	@$(MAKE) --no-print-directory --jobs=2 lint both

# One database after the other, without waiting between them.
both: $(VENV)/test.stamp
	QUITTANCE_TEST_DATABASE=sqlite,postgresql $(PYTEST)

sqlite postgresql: $(VENV)/test.stamp
	QUITTANCE_TEST_DATABASE=$@ $(PYTEST)

quick: $(VENV)/test.stamp
	QUITTANCE_TEST_DATABASE=sqlite $(PYTEST) -m "not slow and not browser"

lint: $(VENV)/test.stamp
	$(BIN)/ruff check src tests
	$(BIN)/ruff format --check src tests
	$(BIN)/lint-imports
	$(BIN)/mypy

bench: $(VENV)/test.stamp
	$(BIN)/python -m tests.bench

openapi: $(VENV)/test.stamp
	$(BIN)/python -m tests.api.openapi > docs/openapi.json

# Renews the hashed requirements; the files carry no address of an index.
lock: $(UV)
	for name in uv run test; do $(UV) pip compile -q --upgrade --generate-hashes --no-header --python-version 3.11 requirements/$$name.in -o requirements/$$name.txt; done

$(UV): requirements/uv.txt
	$(PYTHON) -m venv .tools
	.tools/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

$(VENV)/bin/python: $(UV)
	$(UV) venv --quiet --allow-existing --python $(PYTHON) $(VENV)
	@touch $@

$(VENV)/run.stamp: $(VENV)/bin/python requirements/run.txt pyproject.toml
	$(UV) pip install --quiet --require-hashes -r requirements/run.txt
	$(UV) pip install --quiet --no-deps --editable .
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp requirements/test.txt
	$(UV) pip install --quiet --require-hashes -r requirements/test.txt
	@touch $@

clean:
	rm -rf .venv .tools .mypy_cache .ruff_cache .hypothesis .import_linter_cache
