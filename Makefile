# make demo: the whole path on the examples.   make test: every test.   make lint, make bench: for contributors.

VENV ?= .venv
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; done)
BIN := $(VENV)/bin
DEMO := demo

.PHONY: demo test test-tools coverage hostile test-lowest lint format docs pictures bench clean

demo: $(VENV)/.installed
	$(BIN)/paperatlas build tests/examples -o $(DEMO)/atlas
	$(BIN)/paperatlas info --atlas $(DEMO)/atlas
	$(BIN)/paperatlas query top-collaborators -p author="Christopher Ré" --atlas $(DEMO)/atlas
	$(BIN)/paperatlas query "MATCH (p:Paper)-[:MENTIONS]->(c:Concept {name: 'LoRA'}) \
		RETURN p.title AS paper, p.votes AS votes ORDER BY votes DESC, paper" --atlas $(DEMO)/atlas
	$(BIN)/paperatlas export $(DEMO)/graph.graphml --atlas $(DEMO)/atlas
	$(BIN)/paperatlas view -o $(DEMO)/page.html --atlas $(DEMO)/atlas
	@echo
	@echo "The GraphML is $(DEMO)/graph.graphml; open the page $(DEMO)/page.html in a browser."

# As many at once as there are processors, up to four, for each may hold a gigabyte.
PARALLEL := --numprocesses logical --maxprocesses 4 --dist loadfile

test: test-tools
	$(BIN)/python -m pytest $(PARALLEL)

# What the tests reach; half as long again, for processes that they start measure too.
coverage: test-tools
	$(BIN)/python -m pytest $(PARALLEL) --cov --cov-report=term

test-tools: $(VENV)/.installed-dev
	sh tests/install_browser.sh
	sh tests/install_node.sh
	sh tests/install_neo4j.sh

# Kills and hostile texts, many more of them and other ones each time.
hostile: $(VENV)/.installed-dev
	PAPERATLAS_LONG=1 $(BIN)/python -m pytest tests/paperatlas/test_killed.py tests/parsers

# The oldest versions of the dependencies that pyproject.toml promises to work with.
test-lowest: $(VENV)-lowest/bin/python
	$(VENV)-lowest/bin/python tests/lowest_versions.py > $(VENV)-lowest/constraints.txt
	$(VENV)-lowest/bin/python -m pip install --quiet --editable '.[dev]' --constraint $(VENV)-lowest/constraints.txt
	$(VENV)-lowest/bin/python -m pytest $(PARALLEL)

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.installed-dev
	$(BIN)/python docs/generate.py

pictures: demo $(VENV)/.installed-dev
	sh tests/install_browser.sh
	$(BIN)/python docs/make_pictures.py $(DEMO)/page.html docs

bench: $(VENV)/.installed-dev
	$(BIN)/python -m tests.benchmarks.run

clean:
	rm -rf $(VENV) $(VENV)-lowest .neo4j $(DEMO) node_modules build *.egg-info .coverage

$(VENV)/bin/python $(VENV)-lowest/bin/python:
	@test -n "$(PYTHON)" || { echo "paperatlas needs Python 3.11 or newer; install it, or name it: make PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -m venv $(@:/bin/python=) || { echo "Python's venv module is missing; on Debian: apt-get install python3-venv" >&2; exit 1; }

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/.installed
