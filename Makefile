# Everything a checkout can do. Each target does its own set-up; nothing needs to be installed first.
# Python >= 3.11 is all that `make run` asks of the machine.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

BUILD := .build
PY := .venv/bin/python
UV := .venv/bin/uv
ASSETS := $(shell find assets -type f -not -path '*/node_modules/*')
CATALOGUES := $(shell find src/lorgnette/locale -name '*.po')

.PHONY: help run test check bench trust screenshots build wheel catalogue locks format clean

help: ## Say what there is.
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 22

run: $(BUILD)/run $(BUILD)/assets $(BUILD)/catalogues ## Serve a loaded demo at http://127.0.0.1:8000 (PORT=).
	@LORGNETTE_DEMO=1 exec .venv/bin/lorgnette serve

test: $(BUILD)/dev $(BUILD)/assets $(BUILD)/catalogues $(BUILD)/sdks ## Run the whole suite, on SQLite and on PostgreSQL.
	@tools/debian_packages.sh
	@tools/run_tests.sh

check: $(BUILD)/dev $(BUILD)/assets $(BUILD)/catalogues ## Format, lint, types, contracts, templates, migrations, catalogues.
	@tools/debian_packages.sh gettext
	@$(PY) tools/check.py

bench: $(BUILD)/dev $(BUILD)/assets $(BUILD)/catalogues ## Measure, as ratios to this machine's own ceilings (BENCH=--full: 5,000,000 activities).
	@tools/debian_packages.sh
	@$(PY) -m bench $(BENCH)

trust: $(BUILD)/dev $(BUILD)/assets $(BUILD)/catalogues $(BUILD)/sdks ## Run the long campaigns of tests/trust (ROWS="T02 C01" for some).
	@tools/debian_packages.sh
	@$(PY) -m tools.trust $(ROWS)

screenshots: $(BUILD)/dev $(BUILD)/assets $(BUILD)/catalogues ## Take the README's pictures from a running demo.
	@tools/debian_packages.sh chromium fonts-inter fonts-texgyre fonts-ipafont-gothic
	@mkdir -p docs/pictures/journey
	@FONTCONFIG_FILE=$(CURDIR)/tools/fonts.conf $(PY) -m tools.screenshots
	@FONTCONFIG_FILE=$(CURDIR)/tools/fonts.conf LORGNETTE_PICTURES=docs/pictures/journey \
	  $(PY) -m pytest -q -p no:randomly tests/journey/test_main_job.py

build: $(BUILD)/run $(BUILD)/assets $(BUILD)/catalogues ## Compile what git does not keep: assets and catalogues.

wheel: build ## Build the wheel; it holds the compiled assets.
	@$(PY) -m hatchling build -t wheel -d dist

format: $(BUILD)/dev ## Format code and templates.
	@$(PY) -m ruff check -q --fix-only src tests tools bench; $(PY) -m ruff format -q src tests tools bench
	@git ls-files 'src/**/*.html' | xargs .venv/bin/djhtml -t 2 || true

catalogue: $(BUILD)/dev ## Bring the French catalogue up to date with the words in the code.
	@tools/debian_packages.sh gettext
	@$(PY) tools/catalogue.py update

locks: $(BUILD)/bootstrap ## Pin every dependency anew, with hashes and no host names.
	@tools/lock.sh

clean: ## Remove all that was built.
	rm -rf $(BUILD) .venv dist assets/node_modules tests/sdks/node_modules src/lorgnette/web/static
	find src -name '*.mo' -delete

$(BUILD)/bootstrap: requirements/bootstrap.txt tools/python.sh
	@tools/python.sh
	@.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	@mkdir -p $(BUILD) && touch $@

$(BUILD)/run: $(BUILD)/bootstrap requirements/run.txt pyproject.toml
	@echo "Installing what Lorgnette stands on…"
	@$(UV) pip install --quiet --python $(PY) --require-hashes -r requirements/run.txt
	@$(UV) pip install --quiet --python $(PY) --no-deps --no-build-isolation -e .
	@touch $@

$(BUILD)/dev: $(BUILD)/run requirements/dev.txt
	@$(UV) pip install --quiet --python $(PY) --require-hashes -r requirements/dev.txt
	@touch $@

$(BUILD)/assets: $(BUILD)/bootstrap $(ASSETS) requirements/node.txt tools/assets.sh tools/node.sh
	@tools/assets.sh
	@touch $@

$(BUILD)/sdks: $(BUILD)/bootstrap tests/sdks/package-lock.json tools/sdks.sh tools/node.sh
	@tools/sdks.sh
	@touch $@

$(BUILD)/catalogues: $(BUILD)/run $(CATALOGUES)
	@$(PY) tools/catalogue.py compile
	@touch $@
