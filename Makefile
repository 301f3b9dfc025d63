# The one task runner. `make demo` and `make test` are the README's two promises.
VENV := .venv
PY := $(VENV)/bin/python
DRAGOMAN := $(VENV)/bin/dragoman

.PHONY: demo test lint types format clean gate train-pages train-relations train-encoder

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

# The models, made anew from DATA (docs/pages.md, docs/models.md). BASE is a folder of all-MiniLM-L6-v2; minutes each; the encoder, ten minutes on a GPU, a day or two on two cores.
DATA ?= ../shared/data
OUT ?= build/encoder
TRAIN := $(VENV)/.training

$(TRAIN): $(VENV)/.installed
	$(PY) -m pip install --quiet --disable-pip-version-check --group training
	touch $@

train-pages: $(TRAIN)
	for model in headline dump html; do $(PY) training/page_lines.py $$model --data $(DATA) || exit 1; done
	$(PY) training/page_net.py --data $(DATA)

train-relations: $(TRAIN)
	$(PY) training/relations.py $(DATA)/relations/PLV_train.tsv --write src/dragoman/vocab/data/relations.npz

# Three larger readers (TEACHER: a folder of all-mpnet-base-v2) learn the labels; the encoder learns labels and what they believe, then labels with what it believed itself. Last, the cuts of
# its judgements and the weights of confidences are set.
PASS = $(PY) training/encoder.py --base $(BASE) --data $(DATA)
train-encoder: $(TRAIN)
	for seed in 1 2 3; do $(PY) training/teacher.py --base $(TEACHER) --pieces $(BASE) --data $(DATA) --seed $$seed --out $(OUT)/teachers/$$seed.pt || exit 1; done
	$(PASS) --out $(OUT)/1 --teacher-base $(TEACHER) --teachers $(OUT)/teachers/*.pt
	$(PASS) --out $(OUT) --start $(OUT)/1/encoder.pt --teacher-base $(BASE) --teachers $(OUT)/1/encoder.pt --unblurred --seed 2 --rate 1.5e-4 --epochs texts=10,sides=3,marked=1,relations=2
	cp $(OUT)/encoder.onnx $(OUT)/tokenizer.json src/dragoman/understand/data/
	$(PY) training/judging.py --data $(DATA) --write
	$(PY) training/confidence.py --data $(DATA) --write

# No task may score below its floor (benchmarks/floors.json).
gate: $(VENV)/.installed
	$(PY) benchmarks/gate.py --data $(DATA)
