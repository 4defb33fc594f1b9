# make demo   set up .venv and read the seed page to the screen
# make test   the tests
# make check  style and types
# make bench  the speed benchmarks, beside other libraries (10 minutes)
# make docs   the docs, into .cache/site
# make licences  those of the model and of all dependencies
# make train  rebuild the model: make train DATA=folder-of-corpora GOLD=folder-of-labels

PYTHON ?= python3
SEED := seeds/000_8511c228b1ec0e20.txt
BIN := .venv/bin
INSTALLED := .venv/.installed
MODEL := .cache/model

.PHONY: demo test check bench docs licences train

demo: $(INSTALLED)
	$(BIN)/zhnews read $(SEED) --format text

test: $(INSTALLED)
	$(BIN)/python -m pytest -q

check: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(INSTALLED)
	$(BIN)/python -m pip install --quiet -c constraints.txt --group peers
	mkdir -p .cache
	$(BIN)/python -m pytest benchmarks --benchmark-enable --benchmark-only \
		--benchmark-columns=min,median,max,rounds --benchmark-json=.cache/bench.json
	$(BIN)/python benchmarks/speed.py .cache/bench.json

docs: $(INSTALLED)
	$(BIN)/python -m mkdocs build -f notebooks/mkdocs.yml

licences: $(INSTALLED)
	$(BIN)/python benchmarks/licences.py

train: $(INSTALLED)
	@test -n "$(DATA)" && test -n "$(GOLD)" || \
		{ echo "name the folders: make train DATA=folder-of-corpora GOLD=folder-of-labels" >&2; exit 2; }
	$(BIN)/python -m zhnews.train.encoder --data $(DATA) --out .cache/teacher
	$(BIN)/python -m zhnews.train.distil --teacher .cache/teacher --data $(DATA) --out .cache/six-layers
	$(BIN)/python -m zhnews.train.categories --encoder .cache/six-layers --data $(DATA) --out $(MODEL)
	$(BIN)/python -m zhnews.train.lexicon --data $(DATA) --gold $(GOLD) --model $(MODEL) --cache .cache
	$(BIN)/python -m zhnews.train.articles --data $(DATA) --gold $(GOLD) --model $(MODEL) --cache .cache
	$(BIN)/python -m zhnews.train.house_topics --data $(DATA) --gold $(GOLD) --model $(MODEL) --cache .cache
	$(BIN)/python -m zhnews.train.skim --data $(DATA) --gold $(GOLD) --model $(MODEL) --cache .cache
	$(BIN)/python -m zhnews.train.summary --data $(DATA) --gold $(GOLD) --model $(MODEL) --cache .cache

# Written last, so that an install that was broken off is done again.
$(INSTALLED): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "zhnews needs Python 3.11 or newer, this is " + sys.version.split()[0] + ": name one with make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet -c constraints.txt pip
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[train,ray,spacy]' --group dev
	touch $@
