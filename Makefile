# The front door: needs GNU make and Python 3.11 or newer. Snakemake, installed into .venv, runs
# the steps and knows what is out of date.

PYTHON ?= python3
CORES ?= 2
PORT ?= 8000
UV ?= uv
PYTEST_ARGS ?=
N ?= 300
LOCK_ARGS ?=
BENCH_ARGS ?=

# The steps call `compendium` and `jupyter-book` by name, whether .venv is activated or not.
RUN := PATH="$(CURDIR)/.venv/bin:$$PATH"
BUILD := CORES="$(CORES)" $(RUN) python -m compendium.build
IN_PARALLEL := -n $(CORES) --dist loadgroup
PIP := .venv/bin/python -m pip --disable-pip-version-check --no-input

.DEFAULT_GOAL := help
.PHONY: help book release instructor data check test faults same cluster-test fuzz bench bench-pages serve fonts lock format lint types clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

book: .venv/.project ## build site/ (installs .venv first; builds only what changed)
	@$(BUILD) book

release: ## test, then write dist/bay-area-plans-in-numbers-<version>.zip (clean tree, raised versions)
	@$(RUN) compendium release --help > /dev/null 2>&1 || $(MAKE) --no-print-directory .venv/.project
	@test -z "$$(git status --porcelain)" || { echo 'make release: the working tree is not clean: commit first (git status says what)' >&2; exit 1; }
	@$(MAKE) --no-print-directory book
	@$(RUN) compendium release --check
	@$(MAKE) --no-print-directory test
	@$(RUN) compendium release

instructor: .venv/.project ## build build/instructor/: the site with its solutions open, not to publish
	@$(BUILD) instructor

data: .venv/.project ## build data/clean/ from data/raw/ and data/vocab/ only
	@$(BUILD) data

# What takes long has folders of its own: chapters, repository, site, mutation.
QUICK := src tests/unit tests/data tests/golden tests/property tests/command

check: .venv/.project ## check data, code, style and types: before every commit
	@$(RUN) compendium check
	@$(RUN) ruff check --quiet .
	@$(RUN) ruff format --check --quiet .
	@$(RUN) mypy --no-error-summary
	@$(RUN) python -m pytest $(IN_PARALLEL) -q $(QUICK)

# The cells of a notebook run in one kernel, one after the other.
test: book ## build the book, then run all tests (one file: PYTEST_ARGS=tests/unit/test_x.py)
	@$(if $(PYTEST_ARGS),,$(RUN) python -m pytest -q book/chapters)
	@$(RUN) python -m pytest $(IN_PARALLEL) $(PYTEST_ARGS)

faults: .venv/.project ## kill, starve and disturb builds; print how each ended (N=100, takes an hour)
	@$(RUN) python -m tests.faults --count $(N)

same: book ## build under other Pythons, and compare all files (OTHERS="python3.12 python3.13")
	@$(RUN) python -m tests.same_bytes $(OTHERS)

cluster-test: .venv/.project ## run a national corpus through a one-node Slurm (root; half an hour)
	@$(RUN) python bench/cluster/through_slurm.py $(BENCH_ARGS)
	@$(RUN) python bench/cluster/changed.py $(BENCH_ARGS)

fuzz: .venv/.project ## try N=300 broken workbooks and declared files
	@$(RUN) python -m tests.fuzz --count $(N)

bench: book ## measure, and write bench/README.md and bench/scale.md (takes minutes)
	@$(RUN) python bench/run.py
	@$(RUN) python bench/scale.py

bench-pages: book ## measure the site's pages in Chromium, beside others (minutes; needs npm)
	@$(RUN) python bench/pages.py --lighthouse $(BENCH_ARGS)
	@$(RUN) python bench/search.py

serve: book ## show the site on http://127.0.0.1:8000 (another port: PORT=8001)
	@$(RUN) python -m http.server --bind 127.0.0.1 --directory site $(PORT)

# FONTS holds IBM Plex Sans, Source Serif 4 and Noto Sans SC as their makers give them.
fonts: .venv/.project ## cut the fonts to what the site shows (FONTS=a folder of the full ones)
	$(if $(FONTS),,$(error make fonts needs the full fonts: name their folder with FONTS=))
	@$(RUN) python -m compendium.site.subset_fonts "$(FONTS)"

lock: ## pin pyproject.toml's dependencies anew (needs uv; newer ones: LOCK_ARGS=--upgrade)
	$(if $(shell command -v "$(UV)"),,$(error make lock needs uv, and '$(UV)' was not found: install uv, or name it with UV=))
	@"$(UV)" pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --quiet $(LOCK_ARGS) -o requirements.lock
	@"$(PYTHON)" .ci/conda.py

format: .venv/.project ## write code and notebooks in the project's layout
	@$(RUN) ruff check --fix --quiet .
	@$(RUN) ruff format .

lint: .venv/.project ## check layout and style
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .

types: .venv/.project ## check the types
	@$(RUN) mypy

clean: ## remove what was built (not data/raw/, data/clean/ or .venv)
	rm -rf build site book/chapters .snakemake .pytest_cache .ruff_cache .mypy_cache .hypothesis

# Prints what is missing, or nothing. $(error) then says it in one line and ends with status 2.
define FIND_MISSING
version=$$("$(PYTHON)" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null);
if [ -z "$$version" ]; then
  echo "Python 3.11 or newer is needed, and '$(PYTHON)' was not found: install it, or name it with PYTHON=";
elif ! "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "Python 3.11 or newer is needed, and '$(PYTHON)' is $$version: name a newer one with PYTHON=";
elif ! "$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null; then
  echo "'$(PYTHON)' has no venv module: install it (on Debian and Ubuntu: apt install python3-venv)";
fi
endef
MISSING = $(shell $(FIND_MISSING))

# A virtual environment survives neither a move of its folder nor the removal of its Python.
ifneq ($(shell test -x .venv/bin/python && cat .venv/.packages 2>/dev/null),$(CURDIR))
.PHONY: .venv/.packages
endif

# The two stamps are written last, so that a broken installation starts anew.
.venv/.packages: requirements.lock
	$(if $(MISSING),$(error $(MISSING)))
	@echo "Installing the packages of requirements.lock into .venv (about a minute) ..."
	@"$(PYTHON)" -m venv --clear .venv
	@$(PIP) install -qq --require-hashes -r requirements.lock
	@pwd -P > $@

.venv/.project: .venv/.packages pyproject.toml
	@$(PIP) install -qq --no-deps --no-build-isolation -e .
	@touch $@
