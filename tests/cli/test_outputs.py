"""One rule for every file that a command writes: never an input, and a full one only with --force.

What a run leaves when it is stopped, killed or runs twice at once.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli.running import Commands, FakeDrafter, factx, records, write

from factx.records import dump, load

pytestmark = pytest.mark.bad_input

FIXTURES = Path(__file__).parents[2] / "fixtures"
ARTICLE = "“We will appeal,” said Ann Bell.\n"
posix = pytest.mark.skipif(sys.platform == "win32", reason="links and signals are others there")


@pytest.fixture
def place(run: Commands) -> Commands:
    """A folder with inputs of all kinds."""
    write("a.txt", ARTICLE)
    write("a.json", '{"text": "It rained all day."}')
    write("news/b.md", "Two.\n")
    write("news/lines.jsonl", '{"text": "Three."}\n')
    write("draft.json", '{"sources": []}')
    write("map.json", '{"labels": {}}')
    shutil.copytree(FIXTURES / "harbour-bridge", "fixtures/harbour-bridge")
    gold = load(Path("fixtures/harbour-bridge/gold.json").read_bytes())
    text = Path("fixtures/harbour-bridge/article.txt").read_text("utf-8")
    whole = gold.with_article(gold.article.model_copy(update={"text": text}))
    write("gold.jsonl", dump(whole) + "\n")
    write("other.jsonl", dump(whole) + "\n")
    write("baseline.json", "{}")
    assert run("convert", "gold.jsonl", "corpus/", "--to", "brat").exit_code == 0
    return run


INPUTS = [
    ("extract a.txt -o {}", "a.txt"),
    ("extract a.json -o {}", "a.json"),
    ("extract news -o {}", "news/b.md"),
    ("extract news -o {}", "news/lines.jsonl"),
    ("extract fixtures -o {}", "fixtures/harbour-bridge/article.txt"),
    ("extract fixtures -o {}", "fixtures/harbour-bridge/article.json"),
    ("ground a.json draft.json -o {}", "a.json"),
    ("ground a.json draft.json -o {}", "draft.json"),
    ("ground fixtures/harbour-bridge draft.json -o {}", "fixtures/harbour-bridge/article.txt"),
    ("eval fixtures -o {}", "fixtures/harbour-bridge/gold.json"),
    ("eval fixtures --report json={}", "fixtures/harbour-bridge/gold.json"),
    ("eval fixtures --report md={}", "fixtures/harbour-bridge/article.txt"),
    ("eval fixtures --report html={}", "fixtures/harbour-bridge/gold.draft.yaml"),
    ("eval gold.jsonl --report json={}", "gold.jsonl"),
    ("eval fixtures --records gold.jsonl --report json={}", "gold.jsonl"),
    ("eval fixtures --records gold.jsonl --vs other.jsonl --report junit={}", "other.jsonl"),
    ("eval fixtures --baseline baseline.json --report json={}", "baseline.json"),
    ("agree gold.jsonl other.jsonl --json {}", "other.jsonl"),
    ("agree fixtures gold.jsonl --json {}", "fixtures/harbour-bridge/gold.json"),
    ("convert gold.jsonl {}", "gold.jsonl"),
    ("convert fixtures {}", "fixtures/harbour-bridge/gold.json"),
    ("convert gold.jsonl new.json --to label-studio --config {}", "gold.jsonl"),
    ("convert gold.jsonl {} --from prodigy --map map.json", "map.json"),
    ("convert corpus {} --from brat --to json", "corpus/harbour-bridge.ann"),
    ("convert corpus {} --from brat --to json", "corpus/harbour-bridge.txt"),
]


@pytest.mark.parametrize("force", [[], ["--force"]], ids=["", "force"])
@pytest.mark.parametrize(("command", "path"), INPUTS)
def test_an_input_is_never_written_over(
    command: str, path: str, force: list[str], place: Commands, fake: FakeDrafter
) -> None:
    before = Path(path).read_bytes()
    result = place(*command.format(path).split(), *force)
    assert result.stderr == f"factx: {path}: it is also an input; choose another output file\n"
    assert (result.stdout, result.exit_code, fake.seen) == ("", 2, [])
    assert Path(path).read_bytes() == before


@posix
@pytest.mark.parametrize("name", ["./a.txt", "news/../a.txt", "link", "hard", "folder/a.txt"])
def test_an_input_is_recognised_under_any_name(
    name: str, place: Commands, fake: FakeDrafter
) -> None:
    """So it would be under other letter cases, on systems where these lead to the same file."""
    os.symlink("a.txt", "link")
    os.link("a.txt", "hard")
    os.symlink(".", "folder")
    os.symlink("../a.txt", "news/a.md")
    for arguments in (("a.txt",), ("folder/a.txt",), ("news",)):
        result = place("extract", *arguments, "-o", name, "--force")
        assert "it is also an input" in result.stderr, arguments
        assert (result.exit_code, fake.seen) == (2, [])
    assert Path("a.txt").read_text("utf-8") == ARTICLE


@posix
@pytest.mark.parametrize(
    ("command", "files"),
    [
        ("extract - -o a.txt --force", "<a.txt"),
        ("extract /dev/stdin -o a.txt --force", "<a.txt"),
        ("ground - draft.json -o a.txt --force", "<a.txt"),
        ("convert - gold.jsonl --from jsonl --force", "<gold.jsonl"),
        ("extract a.txt", ">>a.txt"),
        ("extract a.txt", ">a.txt"),
        ("convert gold.jsonl - --to csv", ">>gold.jsonl"),
        ("eval gold.jsonl --report json=-", ">>gold.jsonl"),
        ("eval fixtures", ">>fixtures/harbour-bridge/gold.json"),
        ("agree gold.jsonl other.jsonl", ">>other.jsonl"),
        ("show a.txt --numbered", ">>a.txt"),
        ("show fixtures", ">>fixtures/harbour-bridge/article.txt"),
    ],
)
def test_a_redirected_input_is_recognised(command: str, files: str, place: Commands) -> None:
    """Except that the shell empties what stands after > before factx begins."""
    path = files.strip("<>")
    before = Path(path).read_bytes() if files != ">a.txt" else b""
    line = " ".join([*factx(), command, files])
    done = subprocess.run(line, shell=True, capture_output=True, check=False)
    name = "standard output" if ">" in files else path
    if "/dev/stdin" in command:  # it has no suffix, so it is refused as an input anyway
        name = "a.txt"
    told = f"factx: {name}: it is also an input; choose another output file\n"
    assert (done.stderr.decode(), done.returncode) == (told, 2)
    assert Path(path).read_bytes() == before


OUTPUTS = [
    "extract a.txt -o {}",
    "ground a.json draft.json -o {}",
    "eval fixtures --model fake/model -o {}",
    "eval fixtures --report md={}",
    "eval fixtures --report json={}",
    "eval fixtures --report junit={}",
    "eval fixtures --report html={}",
    "agree gold.jsonl other.jsonl --json {}",
    "convert gold.jsonl {}",
    "convert gold.jsonl {} --to csv",
    "convert gold.jsonl {} --to json",
    "convert gold.jsonl tasks.json --to label-studio --config {}",
]


@pytest.mark.parametrize("command", OUTPUTS)
def test_an_existing_file_is_replaced_only_with_force(
    command: str, place: Commands, fake: FakeDrafter
) -> None:
    """It is refused before anything is drafted; an empty one is not refused."""
    arguments = command.format("out.jsonl").split()
    write("out.jsonl", "as it was\n")
    result = place(*arguments)
    assert result.stderr == "factx: out.jsonl: it exists already: add --force to replace it\n"
    assert (result.stdout, result.exit_code, fake.seen) == ("", 2, [])
    assert Path("out.jsonl").read_text() == "as it was\n"
    for options, before in (["--force"], "as it was\n"), ([], ""):
        Path("tasks.json").unlink(missing_ok=True)
        write("out.jsonl", before)
        assert place(*arguments, *options).exit_code == 0
        assert len(Path("out.jsonl").read_text("utf-8")) > 50
    assert [name for name in os.listdir() if ".part" in name or ".tmp" in name] == []


def test_no_file_is_written_twice(place: Commands, fake: FakeDrafter) -> None:
    for command in (
        "eval fixtures -o x --report json=x",
        "eval fixtures --report json=x --report md=./x",
        "eval fixtures --baseline x --update --report json=x",
        "convert gold.jsonl x --to label-studio --config x",
    ):
        result = place(*command.split())
        assert "x: it is written twice; choose two output files" in result.stderr
        assert (result.exit_code, fake.seen) == (2, [])
        assert not Path("x").exists()


def test_a_report_that_cannot_be_written_costs_neither_the_others_nor_the_table(
    place: Commands, fake: FakeDrafter
) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("no full device here")
    result = place("eval", "fixtures", "--report", "md=/dev/full", "--report", "json=r.json")
    assert "/dev/full: it cannot be written: no space left on device" in result.stderr
    assert "Attributions" in result.stdout
    assert Path("r.json").exists()
    assert result.exit_code == 2


def test_floors_are_updated_without_force(place: Commands, fake: FakeDrafter) -> None:
    """The option says that the file is to be changed; what is no baseline is left alone."""
    for _ in range(2):
        assert place("eval", "fixtures", "--baseline", "b.json", "--update").exit_code == 0
    before = Path("gold.jsonl").read_bytes()
    result = place("eval", "fixtures", "--baseline", "gold.jsonl", "--update")
    assert result.exit_code == 2
    assert Path("gold.jsonl").read_bytes() == before


# A folder of brat


def test_a_folder_of_brat_gets_new_files_and_keeps_those_that_are_there(place: Commands) -> None:
    """Somebody may have annotated them; the text may be there already."""
    ann = Path("corpus/harbour-bridge.ann")
    made = ann.read_bytes()
    ann.write_text("T1\tCue 0 3\tThe\n")
    for result in (
        place("convert", "gold.jsonl", "corpus", "--to", "brat"),
        place("convert", "fixtures", "corpus/", "--to", "brat"),
    ):
        assert "harbour-bridge.ann: it exists already: add --force" in result.stderr
        assert "0 records converted" in result.stderr
        assert result.exit_code == 2
    assert ann.read_text() == "T1\tCue 0 3\tThe\n"
    assert place("convert", "gold.jsonl", "corpus", "--to", "brat", "--force").exit_code == 0
    assert ann.read_bytes() == made
    ann.unlink()
    assert place("convert", "gold.jsonl", "corpus", "--to", "brat").exit_code == 0
    assert ann.read_bytes() == made


def test_a_folder_of_brat_does_not_replace_the_text_of_another_article(place: Commands) -> None:
    write("corpus/harbour-bridge.txt", "Another article.")
    Path("corpus/harbour-bridge.ann").unlink()
    result = place("convert", "gold.jsonl", "corpus", "--to", "brat")
    assert "corpus/harbour-bridge.txt: it exists already" in result.stderr
    assert result.exit_code == 2
    assert Path("corpus/harbour-bridge.txt").read_text() == "Another article."
    assert not Path("corpus/harbour-bridge.ann").exists()


def test_a_folder_of_brat_is_not_written_over_itself(place: Commands) -> None:
    """Items get new ids in reading order, so the files would change while they are read."""
    ann = Path("corpus/harbour-bridge.ann")
    ann.write_text("T1\tContent 0 3\tPol\n")
    result = place("convert", "corpus", "corpus/", "--from", "brat", "--to", "brat", "--force")
    assert "harbour-bridge.ann: it is also an input" in result.stderr
    assert result.exit_code == 2
    assert ann.read_text() == "T1\tContent 0 3\tPol\n"


def test_the_labels_of_a_folder_of_brat_are_kept(place: Commands) -> None:
    write("corpus/annotation.conf", "[entities]\nMine\n")
    Path("corpus/harbour-bridge.ann").unlink()
    result = place("convert", "gold.jsonl", "corpus", "--to", "brat")
    assert "corpus/annotation.conf: it exists already" in result.stderr
    assert result.exit_code == 2
    assert Path("corpus/annotation.conf").read_text() == "[entities]\nMine\n"
    assert Path("corpus/harbour-bridge.ann").exists()


# Processes


@pytest.fixture
def endless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The command line of a process that extracts articles one after the other, without an end."""
    monkeypatch.chdir(tmp_path)
    write(
        "endless.py",
        "import asyncio, itertools\n"
        "import factx.files, factx.extraction.drafters as drafters\n"
        "from factx.records import Article, Draft\n"
        "class Drafter:\n"
        "    async def draft(self, article):\n"
        "        await asyncio.sleep(0.005)\n"
        "        return Draft()\n"
        "drafters.drafter_for = lambda *_, **__: Drafter()\n"
        "factx.files.read_articles = lambda *_, **__: (\n"
        "    Article(id=str(n), text='One. ' * 100) for n in itertools.count())\n"
        "from factx.__main__ import main\n"
        "main()\n",
    )
    return [sys.executable, "endless.py", "extract", "x", "-o", "out.jsonl"]


def stopped(command: list[str], number: int, articles: int = 5) -> tuple[int, list[bytes]]:
    """Send a signal to a process once it has written some articles."""
    with subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as running:
        assert running.stderr is not None
        for _ in range(articles):
            running.stderr.readline()
        running.send_signal(number)
        try:
            told = running.communicate(timeout=30)[1].splitlines()
        finally:
            running.kill()
    return running.returncode, told


SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"]
OLD = '{"old": 1}\n' * 200


@posix
@pytest.mark.parametrize("name", SIGNALS)
def test_a_run_that_is_stopped_leaves_whole_records(name: str, endless: list[str]) -> None:
    stopped(endless, getattr(signal, name))
    assert len(records("out.jsonl")) >= 5


@posix
@pytest.mark.parametrize("name", SIGNALS)
def test_a_run_that_is_stopped_keeps_the_file_that_it_was_to_replace(
    name: str, endless: list[str]
) -> None:
    """And the records that it made are in another one, which is named."""
    write("out.jsonl", OLD)
    code, told = stopped([*endless, "--force"], getattr(signal, name))
    assert Path("out.jsonl").read_text() == OLD
    [part] = [path for path in os.listdir() if path.endswith(".part")]
    assert len(records(part)) >= 5
    if name != "SIGKILL":
        note = f"factx: out.jsonl is as it was; what this run wrote is in {part}"
        assert [line.decode() for line in told[-2:]] == [note, "factx: stopped"]
        assert code == 128 + getattr(signal, name)


@posix
def test_two_runs_on_one_output_are_refused(endless: list[str]) -> None:
    with subprocess.Popen(endless, stderr=subprocess.PIPE) as first:
        assert first.stderr is not None
        first.stderr.readline()
        try:
            for options, problem in (
                ([], "it exists already: add --force"),
                (["--force"], "another run is writing to it"),
            ):
                second = subprocess.run([*endless, *options], capture_output=True, check=False)
                assert problem in second.stderr.decode()
                assert (second.returncode, second.stderr.count(b"\n")) == (2, 1)
        finally:
            first.kill()
    numbers = [int(record.article.id) for record in records("out.jsonl")]
    assert numbers == list(range(len(numbers)))


@posix
def test_two_runs_that_begin_at_once(endless: list[str]) -> None:
    """One of them writes, and the other one says why it does not."""
    both = [subprocess.Popen(endless, stderr=subprocess.PIPE) for _ in range(2)]
    deadline = time.monotonic() + 30
    while all(each.poll() is None for each in both) and time.monotonic() < deadline:
        time.sleep(0.02)
    refused = [each for each in both if each.poll() is not None]
    for each in both:
        each.kill()
    told = [each.communicate()[1].decode() for each in both]
    assert [each.returncode for each in refused] == [2]
    assert any("another run is writing" in line or "exists already" in line for line in told)


def test_a_run_without_a_model_writes_its_own_output_folder(place: Commands) -> None:
    """Into a folder that is read, once and again, whatever standard output is."""
    for options in ([], ["--force"]):
        result = place("extract", "news", "-o", "news/records.jsonl", *options)
        assert "total, 2 of 2 articles" in result.stderr
    line = " ".join([*factx("extract", "news"), ">news/all.jsonl"])
    done = subprocess.run(line, shell=True, capture_output=True, check=False)
    assert b"total, 2 of 3 articles" in done.stderr
    assert b"news/records.jsonl:1: it is a record that factx wrote" in done.stderr


def test_a_run_that_stops_early_keeps_the_file_that_it_was_to_replace(
    place: Commands, fake: FakeDrafter
) -> None:
    """The key is wrong, the tokens are used up: what is there may be more."""
    write("keyless.txt", "One.")
    write("out.jsonl", OLD)
    result = place("extract", "a.txt", "keyless.txt", "a.json", "-o", "out.jsonl", "--force")
    assert fake.seen == ["a", "keyless"]
    assert Path("out.jsonl").read_text() == OLD
    part = f"out.jsonl.{os.getpid()}.part"
    assert f"factx: out.jsonl is as it was; what this run wrote is in {part}\n" in result.stderr
    assert [record.article.id for record in records(part)] == ["a"]
