# Two commands for a fresh machine (Python 3.11, git, make): `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STORE := data/curated

.PHONY: help setup setup-develop demo test check bench docs lock clean

help:            ## Say what each target does.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/:/'

setup: $(VENV)/.runtime  ## Make .venv with the kehoach command in it.

setup-develop: $(VENV)/.develop  ## The same with everything the tests and checks need.

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

$(VENV)/.develop: requirements/develop.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/develop.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@ $(VENV)/.runtime

demo: setup  ## Read the sample plans into a store and print three answers.
	$(BIN)/kehoach ingest data/raw --out $(STORE)
	@echo
	@echo "Who has the most to do?"
	$(BIN)/kehoach query --store $(STORE) "SELECT name, lead_tasks, cooperating_tasks FROM agencies ORDER BY lead_tasks DESC, name LIMIT 8"
	@echo
	@echo "What falls due in the second quarter of 2021?"
	$(BIN)/kehoach query --store $(STORE) "SELECT due_on, document_id, line_start AS line, text AS deadline, left(description, 60) AS task FROM due_dates JOIN tasks USING (document_id, task_id) WHERE origin = 'table' AND NOT repeats AND due_on BETWEEN '2021-04-01' AND '2021-06-30' ORDER BY ALL"
	@echo
	@echo "Which money comes from where?"
	$(BIN)/kehoach query --store $(STORE) "SELECT plan_year, source, estimated, sum(sums)::INT AS sums, sum(cost_vnd)::BIGINT AS dong FROM money_by_source GROUP BY ALL ORDER BY ALL"

test: setup-develop  ## Run all tests, on all cores.
	$(BIN)/python -m pytest --numprocesses=auto

check: setup-develop  ## Lint, types, import layers, sizes, generated files.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python tests/architecture/sizes.py

bench: setup-develop  ## Measure speed and memory as ratios in one run.
	$(BIN)/python tests/benchmarks/run.py

docs: setup-develop  ## Build the documentation site into site/.
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

lock: setup-develop  ## Resolve the dependencies anew (versions and hashes, no index address).
	$(BIN)/uv pip compile -q -U --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" pyproject.toml -o requirements/runtime.txt
	$(BIN)/uv pip compile -q -U --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" -c requirements/runtime.txt pyproject.toml requirements/extra.in requirements/develop.in -o requirements/develop.txt

clean:           ## Remove what the other targets made.
	rm -rf $(VENV) $(STORE) site build *.egg-info .mypy_cache .ruff_cache .import_linter_cache
