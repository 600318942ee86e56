"""What other installed packages add to factx, by entry points."""

from collections.abc import Iterator
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Literal

from factx.errors import BadArgument

Group = Literal["factx.drafters", "factx.formats", "factx.measures"]


def plugin(group: Group, name: str) -> Any:
    """Load what an installed package offers as `name` in a group; None if there is nothing.

    Raises `BadArgument` if it cannot be loaded.
    """
    return next((_loaded(found) for found in entry_points(group=group, name=name)), None)


def plugins(group: Group) -> Iterator[tuple[str, Any]]:
    """Load everything that installed packages offer in a group, with the names; likewise."""
    for found in sorted(entry_points(group=group), key=lambda found: found.name):
        yield found.name, _loaded(found)


def _loaded(found: EntryPoint) -> Any:
    try:
        return found.load()
    except Exception as error:  # the code is not ours
        what = f"{found.name} of the group {found.group} ({found.value}) cannot be loaded"
        raise BadArgument(f"{what}: {type(error).__name__}: {error}") from error
