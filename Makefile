# Works as root and as a user, twice in a row. The second run only looks at a stamp.
# Without make (Windows): docs/install.md.

PYTHON = python3
VENV = .venv
BIN = $(VENV)/bin
STAMP = $(VENV)/.installed
PYTEST = $(BIN)/python -m pytest

.PHONY: install browser demo drill soak drill-selftest three-days test quick fuzz lint format tables grammar pictures constraints wheel clean

install: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name it: make PYTHON=python3.12" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
	  { echo "python3-venv is needed (Debian/Ubuntu: apt-get install python3-venv)" >&2; exit 2; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  -c constraints.txt -e '.[dev,postgresql]'
	@touch $(STAMP)

# A browser and a Chinese font: found, or installed where we may.
browser: install
	@$(BIN)/qn-assist doctor --fix --only browser --only font

demo: browser
	$(BIN)/qn-assist demo

# 500 random rounds: an hour or more on two cores. ARGS="--rounds 20 --seed 7" for less.
drill: browser
	$(BIN)/qn-assist drill $(or $(ARGS),--rounds 500)

# Two homes on one ledger, whole programs, killed and started at random. ARGS, e.g.
# "--machines 10 --ledger postgresql://…".
two-machines: $(READY)
	$(BIN)/qn-assist drill $(or $(ARGS),--machines 10)

# An hour of lives one after another on one home. ARGS, e.g. "--soak 10 --seed 7".
soak: browser
	$(BIN)/qn-assist drill $(or $(ARGS),--soak 60) --workers 2

# The assistant broken on purpose, one guard at a time; the drill must catch each.
drill-selftest: browser
	$(PYTEST) -n 2 tests/drill/test_selftest.py

# Three days of 300 tickets of every kind and cause, with what happens between the passes.
three-days: browser
	QN_DAYS_TICKETS=240 QN_DAYS_AG=60 $(PYTEST) -s tests/e2e/test_three_days.py

lint: install
	$(BIN)/ruff check src tests scripts benchmarks
	$(BIN)/ruff format --check src tests scripts benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/house.py

# A file's tests stay on one worker, so that what they share is made once; the longest files first.
# A pass waits for its console a third of the time: three workers keep two cores busy.
WORKERS = 3
test: lint browser
	$(PYTEST) -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

# Every room without a browser, in a minute: what to run while writing. `make test` runs all.
quick: install
	$(PYTEST) -q -n 2 --dist loadfile -m "not browser and not slow and not fusion" \
	  --ignore tests/fusion --ignore tests/e2e $(ARGS)

# Every reader of files from outside, SECONDS each, guided by coverage. What breaks one is kept in
# build/fuzz. Its own extra: atheris has no wheels for Windows.
SECONDS = 60
READERS = tables workbooks plans passwords yaml_files texts
fuzz: install
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[fuzz]'
	$(PYTEST) tests/fuzz -q
	@for reader in $(READERS); do echo "== $$reader, $(SECONDS) s"; \
	  $(BIN)/python tests/fuzz/atheris_readers.py $$reader $(SECONDS) || exit 1; done

format: install
	$(BIN)/ruff check --fix src tests scripts
	$(BIN)/ruff format src tests scripts

# The tables of docs/ that are lists of code: symbols, claims, columns, commands.
tables: install
	$(BIN)/python scripts/tables.py

# The parsing tables of the rule-engine library, after a new version of it.
grammar: install
	$(BIN)/python scripts/grammar.py

# docs/images, from the practice console.
pictures: install
	$(BIN)/python scripts/pictures.py

# Pins for everything that is installed, without addresses; lines for other systems are kept.
constraints: install
	{ $(BIN)/python -m pip freeze --exclude-editable | grep -E '^[A-Za-z0-9._-]+==' ; \
	  grep ' ; ' constraints.txt ; } > constraints.new
	mv constraints.new constraints.txt
	touch $(STAMP)

wheel: install
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean:
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
