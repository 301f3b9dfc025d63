# The one task runner. `make demo` and `make test` are the README's two promises.
VENV := .venv
PY := $(VENV)/bin/python
DRAGOMAN := $(VENV)/bin/dragoman

.PHONY: demo test lint types format clean train-pages train-relations train-encoder

$(VENV)/.installed: pyproject.toml
	python3 -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check "pip>=25.1"
	$(PY) -m pip install --quiet --disable-pip-version-check --editable . --group dev
	touch $@

demo: $(VENV)/.installed
	$(DRAGOMAN) code examples/pages --actors examples/actors.tsv

test: $(VENV)/.installed
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -m pytest

lint: $(VENV)/.installed
	$(PY) -m ruff check .

types: $(VENV)/.installed
	$(PY) -m mypy

format: $(VENV)/.installed
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

clean:
	rm -rf $(VENV)

# The models, made anew from DATA (docs/pages.md, docs/models.md). BASE is a folder of all-MiniLM-L6-v2; minutes each, the encoder some forty.
DATA ?= ../shared/data
OUT ?= build/encoder
TRAIN := $(VENV)/.training

$(TRAIN): $(VENV)/.installed
	$(PY) -m pip install --quiet --disable-pip-version-check --group training
	touch $@

train-pages: $(TRAIN)
	for model in headline dump html; do $(PY) training/page_lines.py $$model --data $(DATA) || exit 1; done

train-relations: $(TRAIN)
	$(PY) training/relations.py $(DATA)/relations/PLV_train.tsv --final --write src/dragoman/vocab/data/relations.npz

train-encoder: $(TRAIN)
	$(PY) training/encoder.py --base $(BASE) --data $(DATA) --out $(OUT)/first
	$(PY) training/encoder.py --base $(BASE) --data $(DATA) --out $(OUT)/second --start $(OUT)/first/encoder.pt --all --rate 3e-5 --epochs 1,4,4
	cp $(OUT)/second/encoder.onnx $(OUT)/second/tokenizer.json src/dragoman/understand/data/
