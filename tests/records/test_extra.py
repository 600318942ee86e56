"""`extra`: the user's own fields, kept as they are."""

from typing import Any

import pytest
from building import claim, drafted, said, speaker

import factx
from factx.errors import InvalidData
from factx.records import Claim, dump, load

TEXT = "Ms Ruiz said the plan was late. It rained 5 mm."
EXTRA: dict[str, Any] = {"topic": "roads", "score": 0.25, "of": [1, None, {"a": True}], "no": False}


def record() -> factx.FactRecord:
    draft = drafted(
        said("the plan was late", source="Ms Ruiz", cue="said", extra=EXTRA),
        sources=[speaker("Ms Ruiz", extra=EXTRA)],
        claims=[claim("It rained 5 mm", extra=EXTRA)],
    )
    quotes = [draft.quotes[0].model_copy(update={"extra": EXTRA})]
    return factx.ground(
        factx.Article(text=TEXT), draft.model_copy(update={"quotes": tuple(quotes)})
    )


def test_they_are_kept_from_a_draft_to_the_record_and_in_json() -> None:
    made = factx.complete(record())
    for name in ("s1", "q1", "a1", "c1"):
        assert made[name].extra == EXTRA
    assert load(dump(made)) == made
    assert made.claims[0].times == ()


def test_none_and_nothing_are_left_out() -> None:
    made = record()
    bare = Claim.model_validate({**dict(made.claims[0]), "extra": {}})
    assert bare.extra is None
    assert "extra" not in bare.model_dump_json()


@pytest.mark.parametrize("value", [float("nan"), "\ud800", object()])
def test_what_is_no_json_is_refused(value: object) -> None:
    with pytest.raises(InvalidData, match=r"extra"):
        Claim.from_data({**dict(record().claims[0]), "extra": {"x": value}})


def test_they_are_in_the_tables() -> None:
    row = record().to_rows("statements")[0]
    for name in ("source_extra", "quote_extra", "attribution_extra"):
        assert row[name] == (
            '{"topic": "roads", "score": 0.25, "of": [1, null, {"a": true}], "no": false}'
        )
    assert record().to_rows("claims")[0]["extra"] == row["source_extra"]
