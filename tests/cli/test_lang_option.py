"""`--lang`: the language of articles that name none, and what is plainly in another one."""

import json

import pytest
from cli.running import Commands, FakeDrafter, records, write
from text.test_detected import ENGLISH, GERMAN


@pytest.mark.parametrize(("given", "tag"), [("de", "de"), ("German", "de"), ("en-GB", "en-GB")])
def test_the_language_is_given_by_tag_or_name(
    given: str, tag: str, run: Commands, fake: FakeDrafter
) -> None:
    write("a.txt", "One.")
    write("b.json", json.dumps({"text": "Two.", "lang": "fr"}))
    result = run("extract", "a.txt", "b.json", "--lang", given, "-o", "out.jsonl")
    assert result.exit_code == 0
    assert [record.article.lang for record in records("out.jsonl")] == [tag, "fr"]


def test_what_is_no_language_is_refused_before_anything_is_read(
    run: Commands, fake: FakeDrafter
) -> None:
    result = run("extract", write("a.txt", "One."), "--lang", "klingon")
    assert result.exit_code == 2
    assert "'klingon' is not a language: give a tag such as en or de-CH" in " ".join(
        result.stderr.replace("│", " ").split()
    )
    assert fake.seen == []


def test_a_text_in_another_language_is_said_to_be(run: Commands) -> None:
    write("a.txt", GERMAN)
    write("b.txt", ENGLISH)
    result = run("extract", "a.txt", "b.txt", "--lang", "english", "-o", "out.jsonl")
    lines = [line for line in result.stderr.splitlines() if line.startswith("factx: ")]
    assert lines == ["factx: a: the text is plainly German, not English, and is read as such"]


def test_unknown_keys_are_said_to_be_in_meta(run: Commands, fake: FakeDrafter) -> None:
    result = run("extract", write("a.json", '{"text": "One.", "author": "Jo", "desk": "city"}'))
    assert "factx: a.json: a key that articles do not have is kept in meta: desk\n" in result.stderr
    article = json.loads(result.stdout)["article"]
    assert (article["byline"], article["meta"]) == ("Jo", {"desk": "city"})
