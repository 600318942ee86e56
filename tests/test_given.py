"""What a caller passes as an article becomes one, or one sentence says why not."""

from pathlib import Path

import pytest

import factx
from factx.errors import BadArgument, FactxError, InputError, InvalidData, WrongType
from factx.given import article_of

TEXT = "Ana Ruiz said the bridge would close."


def test_a_text_a_path_an_article_and_fields_are_understood() -> None:
    Path("story.txt").write_text(TEXT)
    article = factx.Article(text=TEXT, title="Bridge")
    assert article_of(TEXT) == factx.Article(text=TEXT)
    assert article_of(Path("story.txt")) == factx.Article(id="story", text=TEXT)
    assert article_of(article) is article
    assert article_of({"text": TEXT, "title": "Bridge", "author": "Jo"}).byline == "Jo"


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    "name", ["story.txt", "news/my story.txt", "C:\\news\\story.HTML", "records.jsonl", "a.pdf"]
)
def test_a_string_that_looks_like_a_path_is_not_taken_for_a_text(name: str) -> None:
    with pytest.raises(ValueError, match=r"looks like a file: pass pathlib.Path\('") as caught:
        article_of(name)
    assert isinstance(caught.value, BadArgument)


def test_an_address_is_not_taken_for_a_text() -> None:
    with pytest.raises(BadArgument, match="is an address, which factx does not open: pass the te"):
        article_of("https://echo.example/bridge")


@pytest.mark.parametrize("text", ["Ana said: read story.txt.", "He wrote a.txt\nShe read it."])
def test_a_text_that_names_a_file_is_a_text(text: str) -> None:
    assert article_of(text).text == text


@pytest.mark.parametrize("given", [None, 4, b"Ana said so.", ["Ana said so."]])
def test_anything_else_is_refused(given: object) -> None:
    with pytest.raises(TypeError, match="an article is a text, a path or a"):
        article_of(given)  # pyright: ignore[reportArgumentType]
    with pytest.raises(WrongType):
        article_of(given)  # pyright: ignore[reportArgumentType]


def test_every_error_is_ours() -> None:
    Path("two.jsonl").write_text('{"text": "a"}\n{"text": "b"}\n')
    for given, kind in (
        ("", InvalidData),
        (" \n", InvalidData),
        (Path("gone.txt"), InputError),
        (Path("two.jsonl"), InputError),
        ({"title": "x"}, InputError),
    ):
        with pytest.raises(FactxError) as caught:
            article_of(given)
        assert isinstance(caught.value, kind)


@pytest.mark.parametrize(
    ("lang", "tag"),
    [("en", "en"), ("English", "en"), ("deutsch", "de"), ("de-CH", "de-CH"), ("pt_BR", "pt_BR")],
)
def test_a_language_is_given_by_its_tag_or_its_name(lang: str, tag: str) -> None:
    assert article_of(TEXT, lang=lang).lang == tag
    assert factx.Article(text=TEXT, lang=lang).lang == tag


@pytest.mark.parametrize("lang", ["englisch", "e", "12", "en us", "klingon"])
def test_what_is_no_language_is_refused_in_one_sentence(lang: str) -> None:
    with pytest.raises(
        BadArgument, match=f"lang: '{lang}' is not a language: give a tag such as en"
    ):
        article_of(TEXT, lang=lang)
    with pytest.raises(
        InvalidData, match=f"lang: '{lang}' is not a language: give a tag such as en"
    ):
        factx.Article(text=TEXT, lang=lang)


def test_an_article_keeps_the_language_that_it_names() -> None:
    article = factx.Article(text=TEXT, lang="de")
    assert article_of(article, lang="en").lang == "de"
