# Run "make" for the list of targets.

PYTHON ?= python3
YEAR ?=

BIN := .venv/bin
REPORTS_STAMP := .venv/.reports-stamp
STAMP := .venv/.setup-stamp
NOTEBOOK_STAMP := .venv/.notebook-stamp
DOCS_STAMP := .venv/.docs-stamp
# Set-up copies the template, so it must run again when the template changes.
TEMPLATE := $(shell find grantsdata/templates/grantsdata 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help setup report smoke test proof coverage mutants bench check docs notebook clean

help:
	@echo "make setup     install the package and its tools into .venv; each target below installs what it needs"
	@echo "make report    make the reports of every year on file and outputs/index.html; YEAR=2017-18 makes one year's"
	@echo "make smoke     run the tests of the amounts, and of one page of a set that it makes; half a minute"
	@echo "make test      run the tests; about four minutes on two cores"
	@echo "make proof     run the tests that take longer: kills, full disks, ten thousand examples; half an hour"
	@echo "make coverage  check that the tests take every branch of the code that handles money and files"
	@echo "make mutants   check that the tests notice every small change to the code that handles money"
	@echo "make bench     measure speed and memory against other tools; takes minutes and 2 GB of disk"
	@echo "make check     check the code's style and types, then the year's data"
	@echo "make docs      build the documentation, build/docs/index.html, with warnings as errors"
	@echo "make notebook  open the notebooks in JupyterLab"
	@echo "make clean     remove everything that the other targets can make again, except .venv"

setup: $(STAMP)

# The pip of $(PYTHON) installs into .venv, so neither python3-venv nor a pip inside .venv is needed.
INSTALL = $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check install --quiet --constraint constraints.txt --editable

# What reports need.
$(REPORTS_STAMP): pyproject.toml constraints.txt $(TEMPLATE)
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or later is needed, but $(PYTHON) is %d.%d. Name a later one: make setup PYTHON=python3.13" % sys.version_info[:2])'
	@$(PYTHON) -c 'import sys, importlib.util; importlib.util.find_spec("pip") or sys.exit("$(PYTHON) has no pip. Install it (on Debian or Ubuntu: apt install python3-pip) and run make again.")'
	@$(PYTHON) -c 'import pip, re, sys; [int(n) for n in re.findall("[0-9]+", pip.__version__)[:2]] >= [22, 3] or sys.exit("pip 22.3 or later is needed, but that of $(PYTHON) is %s. Upgrade it: $(PYTHON) -m pip install --upgrade pip" % pip.__version__)'
	@test -x $(BIN)/python || $(PYTHON) -m venv --without-pip --clear .venv
	@echo "Installing what reports need into .venv; the first time this takes a minute and prints nothing."
	@$(INSTALL) '.[report]'
	@touch $@

# What tests, checks and all other commands need in addition.
$(STAMP): $(REPORTS_STAMP)
	@echo "Installing what tests and tools need into .venv; the first time this takes a minute or two and prints nothing."
	@$(INSTALL) '.[national,pdf,cluster,import,jupyter,completion,test,dev]'
	@touch $@

$(NOTEBOOK_STAMP): $(REPORTS_STAMP)
	@echo "Installing JupyterLab into .venv; the first time this takes a minute and prints nothing."
	@$(INSTALL) '.[jupyter]'
	@touch $@

$(DOCS_STAMP): $(REPORTS_STAMP)
	@echo "Installing what makes the documentation into .venv; the first time this takes half a minute and prints nothing."
	@$(INSTALL) '.[docs]'
	@touch $@

report: $(REPORTS_STAMP)
	@$(BIN)/grantsdata report $(or $(YEAR),--all)

# tests/conftest.py sets one worker more than there are cores, and starts the longest modules first. The tests of a module run
# in one worker, since they share what they have made.
PARALLEL := -n auto --dist loadfile --no-loadscope-reorder

# Modules marked as smoke: the money, the main job, and a page of what it makes.
smoke: $(STAMP)
	@$(BIN)/python -m pytest $(PARALLEL) -m smoke

test: $(STAMP)
	@$(BIN)/python -m pytest $(PARALLEL)

# Tests that take longer: kills, full disks, folders without rights, other Pythons, real schedulers; then 10,000 examples of
# each property that is quick to try, and some hundred of others: tests/support/examples.py.
proof: $(STAMP)
	@$(BIN)/python -m pytest $(PARALLEL) -m proof
	@HYPOTHESIS_PROFILE=nightly $(BIN)/python -m pytest $(PARALLEL) -m "hypothesis and not proof"

# pyproject.toml names the folders whose branches are counted. The proofs are run too, since many a fault is tried only there.
# The tests of reports, and of all together but for bad inputs and failures, are left out: they take the same branches again
# and need many times as long.
COVERING := --ignore=tests/report --ignore-glob='tests/system/test_*' tests

coverage: $(STAMP)
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest $(PARALLEL) -m "" $(COVERING)
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

# Two at a time; results of an earlier run are deleted. tests/mutants.toml explains the mutants that change no behaviour.
mutants: $(STAMP)
	@rm -rf mutants
	@$(BIN)/mutmut run --max-children 2 > mutants.log 2>&1 || { tail -c 5000 mutants.log; exit 1; }
	@$(BIN)/python tests/support/judge_mutants.py

# Writes benchmarks/RESULTS.md, and ends with an error if a target was missed.
bench: $(STAMP)
	@$(BIN)/python -m benchmarks

check: $(STAMP)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/grantsdata check $(YEAR)

docs: $(DOCS_STAMP)
	@$(BIN)/python -m sphinx --quiet --builder html --fail-on-warning --fresh-env docs build/docs
	@echo "The documentation: build/docs/index.html"

notebook: $(NOTEBOOK_STAMP)
	@$(BIN)/jupyter lab notebooks

# Links are not removed: the link and the files that it leads to belong to someone. So does what is in outputs/set-aside.
clean:
	@links=$$(find data/processed data/exports outputs/* -type l ! -path 'outputs/set-aside/*' 2>/dev/null); \
	test -z "$$links" || { echo "Nothing was removed, since these are links. Move them away and run again:" $$links >&2; exit 2; }
	find data/processed outputs -mindepth 1 ! -name .gitkeep ! -name README.md ! -path outputs/set-aside ! -path 'outputs/set-aside/*' -delete
	rm -rf data/exports
	rm -rf .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist mutants mutants.log
	find grantsdata notebooks tests -name __pycache__ -prune -exec rm -rf {} +
	find notebooks -name .ipynb_checkpoints -prune -exec rm -rf {} +
