# Two commands matter to a newcomer: `make run` and `make test`. Each does all of its own set-up.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test lint torture bench journey stalls lock translations schema holidays references pictures wheel bundle bundle-test deb deb-test readme-test clean

run:
	@$(PYTHON) packaging/prepare.py run
	@$(BIN)/python -m ui

test:
	@$(PYTHON) packaging/prepare.py dev
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

lint:
	@$(PYTHON) packaging/prepare.py dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

# The long versions of what breaks things on purpose; each prints its figure.
torture:
	@$(PYTHON) packaging/prepare.py dev
	@CASEMAN_TORTURE=1 QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest tests/torture -s

# The table of what it costs, beside the bare parts; SCALE=1000000 at so many cases. Then
# `.venv/bin/python -m tests.benchmarks --document` writes the results into CONTRIBUTING.md.
bench:
	@$(PYTHON) packaging/prepare.py dev
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.benchmarks

# The long day by real keys, in both languages; what a case costs in keys; the stalls of a day at 100,000 cases.
journey:
	@$(PYTHON) packaging/prepare.py dev
	@CASEMAN_JOURNEY=1 QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 0 -s tests/e2e/test_journey_by_keys.py
	@$(BIN)/python -m tests.e2e.journey

stalls:
	@$(PYTHON) packaging/prepare.py dev
	@$(BIN)/python -m tests.e2e.journey stalls

# Every version and hash, for any platform; installable by plain pip.
lock:
	@$(PYTHON) packaging/prepare.py dev
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --group build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --group bundle -c requirements.lock pyproject.toml -o requirements-bundle.lock

# Both catalogues: Qt's for the window, gettext's for the core.
translations:
	@$(PYTHON) packaging/prepare.py dev
	@$(BIN)/python packaging/translations.py

# The help's pages as a manual in both languages, for a browser and as PDF, in dist/manual.
.PHONY: manual
manual:
	@$(PYTHON) packaging/prepare.py dev
	@$(BIN)/python packaging/manual_html.py

# The JSON Schema of office procedures, for editors; the help's pages on its keys.
schema:
	@$(PYTHON) packaging/prepare.py dev
	@$(BIN)/python packaging/procedure_schema.py
	@$(BIN)/python packaging/procedure_pages.py

# The tables of public holidays that ship, when the package `holidays` knows other ones.
holidays:
	@$(PYTHON) packaging/prepare.py dev
	@$(BIN)/python packaging/holiday_table.py

# The kept pictures of every letter, which tests compare; tells which changed, to be looked at.
references:
	@$(PYTHON) packaging/prepare.py dev
	@$(BIN)/python -m tests.letters.references

# The sample office, photographed for the help and the README. And a case's life, from its table.
pictures:
	@$(PYTHON) packaging/prepare.py run
	rm -rf build/sample
	@$(BIN)/python -m caseman demo --no-pictures build/sample
	@$(BIN)/python packaging/help_pictures.py build/sample
	@$(BIN)/python packaging/lifecycle_picture.py

# The wheel, in dist/: the same bytes for the same commit.
wheel:
	@$(PYTHON) packaging/prepare.py bundle
	@.venv-bundle/bin/python packaging/wheel.py

# The frozen program for this system, in dist/caseman: no Python is needed where it runs.
bundle:
	@$(PYTHON) packaging/prepare.py bundle
	@.venv-bundle/bin/python packaging/bundle/build.py

# The whole walk and the window by the frozen program, with no Python on the path; its size; every command's help.
bundle-test: bundle
	@$(PYTHON) packaging/prepare.py dev
	@CASEMAN_BUNDLE=1 QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 0 -s tests/packaging

# The Debian package of it, in dist/.
deb: bundle
	@.venv-bundle/bin/python packaging/debian/build.py

# That package in a fresh root of Debian: installed, used, removed. Wants root, debootstrap and Debian's mirror.
deb-test: deb
	@.venv-bundle/bin/python packaging/debian/try_in_a_fresh_root.py

# The README's words alone in such a root, by a person without an administrator's rights. Wants the same.
readme-test:
	@$(PYTHON) packaging/debian/readme_in_a_fresh_root.py

clean:
	rm -rf .venv .venv-bundle build dist demo *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
