# make setup   build .venv from the lock file
# make start   open the course in JupyterLab   (COURSE_LANG=zh PORT=8890 NO_BROWSER=1)
# make test    everything that must be true    (SKIP_BROWSER=1 leaves the browser out)
# make demo    grade 24 sample submissions, end to end
PYTHON ?= python3
COURSE_LANG ?= en
PORT ?= 8888
NO_BROWSER ?=
SKIP_BROWSER ?=
BIN := .venv/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: setup start test lint demo clean
setup: .venv/.installed

.venv/.installed: requirements.lock pyproject.toml scripts/setup.sh
	@PYTHON="$(PYTHON)" sh scripts/setup.sh

start: setup
	@$(BIN)/coursekit start --lang "$(COURSE_LANG)" --port "$(PORT)" $(if $(NO_BROWSER),--no-browser)

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Three at a time on two cores, as many tests wait for a browser, a server or a clock; and one thread each, as threads
# of several tests at once wait for one another by spinning.
test: export OMP_NUM_THREADS = 1
test: lint
	@SKIP_BROWSER="$(SKIP_BROWSER)" sh scripts/browser.sh
	SKIP_BROWSER="$(SKIP_BROWSER)" $(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder

demo: setup
	$(BIN)/python scripts/demo.py

clean:
	rm -rf .venv build artefacts
