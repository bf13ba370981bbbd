# The newcomer's door. `make demo` and `make test` need only Python 3.11, pip and make.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
export INVIL_HOST ?= localhost:$(PORT)
TESTS ?= tests
WORKERS ?= 2
STAMP := $(VENV)/.installed-$(shell cat requirements-dev.lock requirements.lock | cksum | cut -d' ' -f1)
RUNTIME := $(VENV)/.runtime-$(shell cksum < requirements.lock | cut -d' ' -f1)

.PHONY: demo serve test lint lock e2e shots audit bench bounds proof messages clean help

help:
	@echo "make demo [PORT=8000]  the whole platform with a demo world"
	@echo "make test              all tests (TESTS=tests/portal for a part)"
	@echo "make lint              style, types, layers, templates, words"
	@echo "make e2e | shots       browser journeys | pictures of every screen, and of the drawn world, in var/shots/"
	@echo "make audit             Lighthouse, HTML, axe, weights of every screen into docs/audit.md"
	@echo "make proof             the promised measures into docs/measures.md"
	@echo "make bounds            the measures that CI holds, in CPU time, half a minute"
	@echo "make bench             measurements; make lock: new lock files; make messages: words"

$(PY):
	@echo "== Making the environment in $(VENV)"
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): | $(PY)
	@echo "== Installing the locked packages (a minute or two)"
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(STAMP): | $(PY)
	@echo "== Installing the locked packages for work on the project"
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@rm -f $(VENV)/.installed-* $(VENV)/.runtime-*; touch $@ $(RUNTIME)

messages: | $(PY)
	@$(PY) -m invil.words compile

demo: $(RUNTIME)
	@$(PY) -m invil.words compile
	@echo "== Preparing the database (a minute at the first start)"
	@$(PY) -W ignore manage.py migrate --verbosity 0
	@$(PY) -W ignore manage.py collectstatic --noinput --verbosity 0
	@echo "== Loading the demo world (some minutes at the first start)"
	@$(PY) -W ignore manage.py demo
	@$(PY) -W ignore manage.py serve --port $(PORT)

serve: $(RUNTIME)
	@$(PY) -W ignore manage.py serve --port $(PORT)

test: $(STAMP)
	@$(PY) -m invil.words compile
	@echo "== Preparing the test database (a minute or two after a migration changed)"
	@$(PY) -W ignore -m tests.template
	$(PY) -m pytest $(TESTS) -n $(WORKERS) --dist loadgroup $(PYTEST)

lint: $(STAMP)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check --quiet .
	$(VENV)/bin/lint-imports
	$(PY) -W ignore manage.py makemigrations --check --dry-run --verbosity 0
	$(PY) -m invil.words check
	$(VENV)/bin/djlint --quiet invil/templates villages marketplace/templates learning --profile=django --lint

lock: $(STAMP)
	$(VENV)/bin/uv pip compile -q --generate-hashes --no-emit-index-url --universal --python-version 3.11 --custom-compile-command "make lock" pyproject.toml -o requirements.lock
	$(VENV)/bin/uv pip compile -q --generate-hashes --no-emit-index-url --universal --python-version 3.11 --custom-compile-command "make lock" pyproject.toml --group test --group lint -o requirements-dev.lock

e2e: $(STAMP)
	@$(PY) -m invil.words compile
	$(PY) -m pytest tests/e2e -m e2e $(PYTEST)

shots: $(STAMP)
	$(PY) -m tests.shots
	$(PY) -W ignore manage.py contact_sheet

audit: $(STAMP)
	@$(PY) -m tests.audit

bench: $(STAMP)
	$(PY) -W ignore -m benchmarks.pages
	$(PY) -W ignore -m benchmarks.page_cache
	$(PY) -W ignore -m benchmarks.nation
	$(PY) -W ignore -m benchmarks.export

bounds: $(STAMP)
	@$(PY) -m invil.words compile
	@$(PY) -W ignore -m tests.template
	@$(PY) -W ignore -m benchmarks.bounds

proof: $(STAMP)
	@$(PY) -W ignore -m benchmarks.proof

clean:
	rm -rf var $(VENV)
