"""`factx draft`: a draft to edit; and what `factx ground` says of a draft that was edited."""

from pathlib import Path

from cli.running import Commands, write

from factx.records import load

TEXT = "It rained. “We will appeal,” said Ann Bell. She said it was late.\n"


def test_an_empty_draft_is_the_default(run: Commands) -> None:
    """So that an annotator does not see what a program found."""
    result = run("draft", write("a.txt", TEXT))
    assert result.exit_code == 0
    assert "# [2] “We will appeal,” said Ann Bell.\n" in result.stdout
    assert "\nquotes:\nattributions:\n" in result.stdout
    assert "Bell\n" not in result.stdout.partition("\nsources:\n")[2].partition("\n# An example")[0]


def test_a_draft_of_the_rules_grounds_to_their_record(run: Commands) -> None:
    write("a.txt", TEXT)
    result = run("draft", "a.txt", "--from", "offline", "-o", "d.yaml")
    assert (result.stdout, result.stderr) == ("", "wrote d.yaml; edit it, then run factx ground\n")
    assert run("ground", "a.txt", "d.yaml", "-o", "g.json").exit_code == 0
    extracted = load(run("extract", "a.txt").stdout)
    grounded = load(Path("g.json").read_bytes())
    assert grounded.attributions == extracted.attributions
    assert grounded.quotes == extracted.quotes
    assert grounded.provenance.drafter == "human"


def test_a_draft_begins_with_the_record_of_the_article(run: Commands) -> None:
    write("a.txt", TEXT)
    write("b.txt", "Ann Bell said it was early.")
    run("extract", "b.txt", "a.txt", "-o", "r.jsonl")
    result = run("draft", "a.txt", "--from", "r.jsonl")
    assert "“We will appeal,”\n" in result.stdout.partition("\nquotes:\n")[2]
    write("c.txt", "Another text.")
    missing = run("draft", "c.txt", "--from", "r.jsonl")
    assert missing.stderr == "factx: r.jsonl: there is no record of the text of c in it\n"
    assert missing.exit_code == 2


def test_a_draft_replaces_nothing_without_force(run: Commands) -> None:
    write("a.txt", TEXT)
    write("d.yaml", "mine")
    assert run("draft", "a.txt", "-o", "d.yaml").exit_code == 2
    assert run("draft", "a.txt", "-o", "a.txt", "--force").exit_code == 2
    assert Path("d.yaml").read_text() == "mine"
    assert run("draft", "a.txt", "-o", "d.yaml", "--force").exit_code == 0


EDITED = """\
quotes:
  - id: q1
    spans:
      - {text: "“We will appeal,”", sentence: 1}
  - id: q2
    spans:
      - text: it was never said
attributions:
  - {id: a1, quote: q1, cue: {text: said, sentence: 2}}
  - {id: a2, quote: q2}
"""


def test_a_wrong_sentence_is_a_warning_with_the_right_one(run: Commands) -> None:
    result = run("ground", write("a.txt", TEXT), write("d.yaml", EDITED))
    assert result.exit_code == 0
    assert '  line 2: warning: q1 "“We will appeal,”" is in sentence 2, not 1\n' in result.stderr
    assert result.stderr.count("warning") == 1


def test_what_is_not_found_is_named_with_its_line(run: Commands) -> None:
    result = run("ground", write("a.txt", TEXT), write("d.yaml", EDITED))
    assert '  line 5: quote of q2 "it was never said": not_in_text' in result.stderr


def test_what_is_wrong_with_a_draft_is_named_with_its_id_and_line(run: Commands) -> None:
    broken = EDITED.replace("{id: a2, quote: q2}", "{id: a2, quote: q9, type: rumour}")
    result = run("ground", write("a.txt", TEXT), write("d.yaml", broken))
    assert result.stderr == (
        "factx: d.yaml has 1 problem: a2 (line 10): attributions[1].type: Input should be"
        " 'statement', 'belief', 'attitude' or 'intention'\n"
    )
    unlinked = EDITED.replace("{id: a2, quote: q2}", "{id: a2, quote: q9}")
    result = run("ground", "a.txt", write("d.yaml", unlinked))
    assert "a2 (line 10): there is no quote q9" in result.stderr
    assert "q2 (line 5): the quote has no attribution" in result.stderr


def test_extra_keeps_its_types(run: Commands) -> None:
    text = EDITED.replace("quote: q1,", "quote: q1, extra: {desk: city, score: 0.5, ok: true},")
    write("d.yaml", text.replace("it was never said", "it was late"))
    record = load(run("ground", write("a.txt", TEXT), "d.yaml").stdout)
    assert record["a1"].extra == {"desk": "city", "score": 0.5, "ok": True}
