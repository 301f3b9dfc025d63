"""The commands as a user runs them: output, exit codes, messages; no stack trace for a mistake."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "examples" / "pages"
PAGE = PAGES / "interwire-2022-03-03-foreign-ministers-meet-in-tal-berek.html"
DUMP = PAGES / "vpa-2022-03-03-darov-hotline.txt"


def dragoman(*arguments, stdin=None):
    """The finished command."""
    command = [sys.executable, "-c", "from dragoman.cli import main; main()", *map(str, arguments)]
    env = {**os.environ, "COLUMNS": "120", "NO_COLOR": "1"}
    return subprocess.run(command, input=stdin, capture_output=True, env=env, check=False, cwd=ROOT, timeout=240)


def test_code_shows_a_record_and_accounts_for_it():
    """The terminal view has its sections, in order, and the account is on standard error."""
    done = dragoman("code", DUMP)
    assert done.returncode == 0, done.stderr.decode()
    shown = done.stdout.decode()
    assert "Darov: Velmora ready" in shown
    sections = [shown.find(title) for title in ("Statements", "Events", "Meetings")]
    assert -1 not in sections
    assert sections == sorted(sections)
    assert "in 1 = coded 1 + skipped 0 + quarantined 0" in done.stderr.decode()


def test_evidence_shows_the_words():
    """With --evidence each field has its words in context."""
    plain = dragoman("code", DUMP).stdout.decode()
    with_words = dragoman("code", DUMP, "--evidence").stdout.decode()
    assert len(with_words) > 2 * len(plain)


def test_json_is_one_object_and_follows_its_schema():
    """`code --json` prints a record whose spans slice the stored text."""
    done = dragoman("code", PAGE, "--json")
    record = json.loads(done.stdout)
    text = record["report"]["text"]
    for statement in record["statements"]:
        for piece in statement["evidence"]:
            assert piece["words"] == [text[start:end] for start, end in piece["spans"]]
    schema = json.loads(dragoman("schema", "record").stdout)
    assert schema["title"] == "Record"


def test_exact_readings_are_told_in_the_run():
    """`code --exact` names its arithmetic, and so is another run than the quick one."""
    quick, exact = (json.loads(dragoman("code", DUMP, "--json", *own).stdout)["run"] for own in ([], ["--exact"]))
    assert exact["components"] == [*quick["components"][:1], f"{quick['components'][1]}-exact"]
    assert exact["id"] != quick["id"]


def test_jsonl_has_a_line_a_report_and_can_be_gone_on_with(tmp_path):
    """A killed run is gone on with: whole lines stay, the half-written one is done again, the bytes are the same."""
    output = tmp_path / "out.jsonl"
    assert dragoman("read", PAGES, "--jsonl", "-o", output).returncode == 0
    whole = output.read_bytes()
    lines = whole.splitlines(keepends=True)
    assert len(lines) == 16
    output.write_bytes(b"".join(lines[:5]) + lines[5][:40])
    done = dragoman("read", PAGES, "--jsonl", "-o", output, "--resume")
    assert done.returncode == 0
    assert output.read_bytes() == whole
    assert "in 16 = kept 5 + read 11" in done.stderr.decode()
    done = dragoman("read", PAGES, "--jsonl", "-o", output, "--resume")
    assert (done.returncode, output.read_bytes()) == (0, whole)
    assert "in 16 = kept 16 + read 0" in done.stderr.decode()


def test_an_input_given_twice_is_recorded_once(tmp_path):
    """By its name, by a pattern or through a link; it is said, and so when the run is gone on with."""
    output = tmp_path / "out.jsonl"
    (tmp_path / "page.txt").write_bytes(DUMP.read_bytes())
    (tmp_path / "link.txt").symlink_to(tmp_path / "page.txt")
    given = [tmp_path / "page.txt", f"{tmp_path}/p*.txt", tmp_path / "link.txt", "--jsonl", "-o", output]
    done = dragoman("read", *given)
    assert "in 3 = read 1 + skipped 2" in done.stderr.decode()
    assert done.stderr.count(b"read already in this run") == 2
    whole = output.read_bytes()
    assert (done.returncode, whole.count(b"\n")) == (0, 1)
    done = dragoman("read", *given, "--resume")
    assert "in 3 = kept 1 + read 0 + skipped 2" in done.stderr.decode()
    assert output.read_bytes() == whole


@pytest.mark.parametrize("held", ["reports", "other options", "[]\n"])
def test_only_the_same_run_is_gone_on_with(tmp_path, held):
    """Reports, records made with other options and foreign lines are left as they are."""
    output = tmp_path / "out.jsonl"
    output.write_text(held, encoding="utf-8")
    if held == "reports":
        dragoman("read", DUMP, "--jsonl", "-o", output)
    if held == "other options":
        dragoman("code", DUMP, "--jsonl", "-o", output, "--min-confidence", "0.5")
    before = output.read_bytes()
    done = dragoman("code", DUMP, PAGE, "--jsonl", "-o", output, "--resume")
    assert (done.returncode, output.read_bytes()) == (2, before)
    assert "cannot be gone on with" in done.stderr.decode()


@pytest.mark.parametrize("arguments", [["no-such-file.html"], ["out.txt"], ["-", "-"]])
def test_a_mistake_costs_no_file(tmp_path, arguments):
    """What is at the output's place stays where an input is missing, is the output itself, or can be read once only."""
    output = tmp_path / "out.txt"
    output.write_bytes(DUMP.read_bytes())
    inputs = [tmp_path / name if name == "out.txt" else name for name in arguments]
    assert dragoman("read", *inputs, "-o", output, stdin=b"").returncode == 2
    assert output.read_bytes() == DUMP.read_bytes()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("form", [["--json"], ["--jsonl"], [], ["--quarantine", "/dev/full"]])
def test_a_full_disk_gets_a_message(tmp_path, form):
    """Exit code 2 and one line for each kind of output."""
    (tmp_path / "empty.html").touch()
    page = tmp_path / "empty.html" if "--quarantine" in form else DUMP
    done = dragoman("read", page, *form, *([] if "--quarantine" in form else ["-o", "/dev/full"]))
    assert done.returncode == 2
    assert "cannot be written: No space left" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_a_place_that_cannot_be_written_to_is_told_first(tmp_path):
    """Before anything is read, and without a trace."""
    (tmp_path / "file").touch()
    for option in ("--html", "-o", "--quarantine"):
        done = dragoman("code", DUMP, "--json" if option == "-o" else "-e", option, tmp_path / "file" / "x")
        assert (done.returncode, "cannot be written" in done.stderr.decode()) == (2, True), option
        assert "Traceback" not in done.stderr.decode()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_read_once(tmp_path):
    """`dragoman code <(curl URL)`: a look ahead would take the page out of it."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = subprocess.Popen([sys.executable, "-c", "import sys; open(sys.argv[1], 'wb').write(open(sys.argv[2], 'rb').read())", pipe, DUMP])  # fmt: skip
    assert dragoman("code", pipe).returncode == 0
    assert writer.wait(timeout=60) == 0


def test_a_reader_that_goes_ends_the_run_quietly():
    """`| head -1` is no fault."""
    command = [sys.executable, "-c", "from dragoman.cli import main; main()", "read", str(PAGES)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as running:
        running.stdout.close()
        assert (running.stderr.read(), running.wait(timeout=60)) == (b"", 0)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_who_interrupts_a_run_hears_how_far_it_came(tmp_path):
    """The account so far, how to go on, exit code 130, no trace; what was written is kept."""
    pipe, output = tmp_path / "pipe", tmp_path / "out.jsonl"
    os.mkfifo(pipe)
    # A shell that runs the tests in the background has them, and so the command, ignore interrupts.
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    program = f"{heard}; from dragoman.cli import main; main()"
    command = [sys.executable, "-c", program, "read", DUMP, pipe, "--jsonl", "-o", output]
    with subprocess.Popen(command, stderr=subprocess.PIPE, cwd=ROOT) as running:
        # It waits for the pipe once the first page is written.
        while not (output.exists() and output.read_bytes().endswith(b"\n")):
            time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        told = running.stderr.read().decode()
        assert running.wait(timeout=60) == 130
    assert told.startswith("interrupted: in 1 = read 1")
    assert "--resume" in told
    assert "Traceback" not in told
    assert output.read_bytes().count(b"\n") == 1


def test_the_version_is_told():
    """As other commands do, and by a command of its own."""
    assert dragoman("--version").stdout == dragoman("version").stdout != b""


def test_standard_input_is_read():
    """A page can be piped in."""
    done = dragoman("read", "-", "--json", stdin=DUMP.read_bytes())
    assert json.loads(done.stdout)["headline"].startswith("Darov: Velmora ready")


def test_bad_input_is_set_aside_and_the_rest_goes_on(tmp_path):
    """Empty, binary and listing inputs are named with their reasons; the good page is coded; the exit code is 1."""
    (tmp_path / "empty.html").write_bytes(b"")
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "page.html").write_bytes(PAGE.read_bytes())
    aside = tmp_path / "aside.jsonl"
    done = dragoman(
        "code",
        tmp_path / "empty.html",
        tmp_path / "noise.bin",
        tmp_path / "page.html",
        "--jsonl",
        "--quarantine",
        aside,
    )
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    rows = [json.loads(line) for line in aside.read_bytes().splitlines()]
    assert len(rows) == 2
    assert all(row["code"].startswith("DRG-") and row["reason"] for row in rows)
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["code", "no-such-file.html"], "no such file"),
        (["code", ""], "empty name"),
        (["code", "x" * 5000], "no such file"),
        (["read", "https://interwire.example/talks.html"], "nothing is fetched"),
        (["code", str(PAGE), "--goldstein", "nothing"], "phoenix"),
        (["read", str(PAGE), "--resume"], "--jsonl"),
        (["read", str(PAGE), "--json", "--jsonl"], "one goes at a time"),
        (["code", str(PAGE), "--html", "x.html", "-o", "x.txt"], "--output"),
        (["schema", "nothing"], "record, report"),
        (["evaluate", "nothing", str(ROOT)], "no task"),
        (["code", str(PAGE), "--policy", "nothing"], "nothing"),
    ],
)
def test_a_mistake_gets_a_message(arguments, words):
    """Exit code 2, one clear line, no stack trace."""
    done = dragoman(*arguments)
    message = done.stderr.decode()
    assert done.returncode == 2
    assert words in message
    assert "Traceback" not in message


def test_html_pages_are_written(tmp_path):
    """One file for one report, a folder for many; the page needs nothing from outside."""
    one = tmp_path / "one.html"
    assert dragoman("code", PAGE, "--html", one).returncode == 0
    page = one.read_text(encoding="utf-8")
    assert "Artuk" in page
    assert 'src="http' not in page
    folder = tmp_path / "many"
    assert dragoman("code", PAGE, DUMP, "--html", folder).returncode == 0
    assert len(list(folder.glob("*.html"))) == 2
    # The same report out of two files has two pages.
    copy = tmp_path / "copy.of"
    copy.write_bytes(PAGE.read_bytes())
    for copies in (tmp_path / "copies", tmp_path / "copies.html"):
        assert dragoman("code", PAGE, copy, "--html", copies).returncode == 0
    assert len(list((tmp_path / "copies").glob("*.html"))) == 2
    assert len(list(tmp_path.glob("copies*.html"))) == 2


def test_help_has_examples_and_exit_codes():
    """Every command shows how it is used."""
    for command in ("read", "code", "evaluate"):
        shown = dragoman(command, "--help").stdout.decode()
        assert "Examples" in shown
    assert "quarantined" in dragoman("code", "--help").stdout.decode()
