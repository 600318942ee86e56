"""Text is read to the letter, and no bytes whatever are more than an error."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from factx import files
from factx.errors import InputError, InvalidData
from factx.records import Article


@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_that_is_not_blank_is_read_to_the_letter(text: str) -> None:
    Path("a.txt").write_bytes(text.encode())
    Path("a.jsonl").write_text(json.dumps({"text": text}))
    [plain], [escaped] = files.read_articles(["a.txt"]), files.read_articles(["a.jsonl"])
    expected = text.removeprefix("\ufeff")
    if not expected.strip():
        assert isinstance(plain, InputError)
    elif "\0" not in text:
        assert isinstance(plain, Article)
        assert plain.text == expected
    if text.strip():
        assert isinstance(escaped, Article)
        assert escaped.text == text


@given(data=st.binary(max_size=60))
def test_no_bytes_whatever_are_a_bug(data: bytes) -> None:
    for path in ("a.txt", "a.json", "a.jsonl"):
        Path(path).write_bytes(data)
        articles, records = [*files.read_articles([path])], [*files.read_records(path)]
        assert articles
        assert all(isinstance(found, Article | InputError) for found in articles)
        assert records
        assert all(isinstance(found, InputError | InvalidData) for found in records)
