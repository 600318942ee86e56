"""The verdict on the floors, as lines of text."""

from collections.abc import Iterator, Mapping

from factx.evaluation import Gate
from factx.evaluation.baseline import ArticleFall, Change, Fall
from factx.render.characters import printable
from factx.render.evaluation.figures import excerpt, percent
from factx.render.phrases import count

_KINDS = {
    "lost": "lost",
    "invented": "newly invented",
    "gained": "gained",
    "no_longer_invented": "no longer invented",
}


def verdict(gate: Gate, texts: Mapping[str, str], *, update: str) -> Iterator[str]:
    """Yield the measures below their floors, with articles, then the items lost and gained.

    `texts` has the articles' texts by id, and `update` is the command that resets the floors.
    """
    if gate.changed:
        names = ", ".join(printable(article) for article in gate.changed)
        yield f"the gold changed, so the floors no longer apply; new, removed or changed: {names}"
        yield f"if that is intended, reset the floors: {update}"
        return
    for fall in gate.falls:
        title = printable(fall.title or "not measured: is its package installed?")
        yield f"{printable(fall.measure)} ({title}) is {_value_and_floor(fall)}"
        if fall.articles:
            yield f"  it fell on {', '.join(map(_article, fall.articles))}"
    if gate.falls:
        yield from _changes(gate, texts)


def passed(gate: Gate) -> str:
    """Say what was compared, if it has passed."""
    which = ", ".join(map(printable, gate.measures))
    none = f"none of {which} is" if len(gate.measures) > 1 else f"{which or 'no measure'} is"
    if len(gate.measures) == 1:
        none += " not"
    by = f"more than {100 * gate.tolerance:g} points below" if gate.tolerance else "below"
    return f"{none} {by} its floor"


def _value_and_floor(fall: Fall) -> str:
    """Format the value and the floor, with more digits if they look equal."""
    value, floor = percent(fall.value), percent(fall.floor)
    if value == floor and fall.value is not None:
        value, floor = f"{100 * fall.value:.4f}", f"{100 * fall.floor:.4f}"
    return f"{value}, its floor {floor}"


def _article(fall: ArticleFall) -> str:
    return f"{printable(fall.article)} ({percent(fall.before)} to {percent(fall.now)})"


def _changes(gate: Gate, texts: Mapping[str, str]) -> Iterator[str]:
    for kind, words in _KINDS.items():
        changes = [change for change in gate.changes if change.kind == kind]
        if changes:
            yield f"{words}: {count(len(changes), 'item')}"
            yield from (f"  {_change(change, texts)}" for change in changes)


def _change(change: Change, texts: Mapping[str, str]) -> str:
    where = f"{change.article} {change.name}"
    if change.outcome is None:
        return printable(where)
    words = excerpt(texts.get(change.article, ""), change.outcome.places)
    errors = ", ".join(change.outcome.errors).replace("_", " ")
    why = f" ({errors})" if errors and change.kind == "lost" else ""
    return printable(f"{where}{why}: {words}")
