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

# The models, made anew from DATA (docs/pages.md, docs/models.md). BASE is a folder of all-MiniLM-L6-v2; minutes each, the encoder hours.
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

# The encoder learns in four passes, each going on from the one before; from the mean of the last three, two more learn from a larger TEACHER too (a folder of
# all-mpnet-base-v2); deeds are learnt on the mean of all, which is shipped. Then its judgements and the rules' are weighed.
PASS = $(PY) training/encoder.py --base $(BASE) --data $(DATA)
MEAN = $(PY) training/averaging.py --base $(BASE)
TAUGHT = --rate 5e-5 --taught $(OUT)/teacher/taught.jsonl
train-encoder: $(TRAIN)
	mkdir -p $(OUT)
	$(PASS) --out $(OUT)/1
	$(PASS) --out $(OUT)/2 --start $(OUT)/1/encoder.pt --rate 6e-5 --epochs attribution=2,sentences=2,sides=2,marked=0,relations=2
	$(PASS) --out $(OUT)/3 --start $(OUT)/2/encoder.pt --rate 5e-5 --epochs attribution=3,sentences=1,sides=1,marked=0,relations=1
	$(PASS) --out $(OUT)/4 --start $(OUT)/3/encoder.pt --rate 5e-5 --epochs attribution=2,sentences=3,sides=2,marked=1,relations=2
	$(MEAN) --out $(OUT)/mean $(OUT)/2=1 $(OUT)/3=2 $(OUT)/4=2
	$(PY) training/teacher.py --base $(TEACHER) --data $(DATA) --out $(OUT)/teacher
	$(PASS) --out $(OUT)/5 --start $(OUT)/mean/encoder.pt $(TAUGHT) --epochs attribution=3,sentences=3,sides=2,marked=1,relations=2
	$(PASS) --out $(OUT)/6 --start $(OUT)/5/encoder.pt $(TAUGHT) --epochs attribution=2,sentences=3,sides=2,marked=0,relations=2
	$(MEAN) --out $(OUT)/taught $(OUT)/mean=3 $(OUT)/5=2 $(OUT)/6=2
	$(PASS) --out $(OUT) --start $(OUT)/taught/encoder.pt --rate 3e-5 --epochs attribution=0,sentences=0,sides=0,marked=0,relations=0,deeds=5
	cp $(OUT)/encoder.onnx $(OUT)/tokenizer.json src/dragoman/understand/data/
	$(PY) training/judging.py --data $(DATA) --write

# No task may score below its floor (benchmarks/floors.json).
gate: $(VENV)/.installed
	$(PY) benchmarks/gate.py --data $(DATA)
