"""The tables of docs/formats.md, made from the table of formats."""

from factx.formats.registry import FORMATS
from factx.records.tables import TABLES


def formats_table() -> str:
    """Every format, whether it is read and written, and the fields it leaves out, in Markdown."""
    lines = ["| format | read | write | description | fields left out |", "|---|---|---|---|---|"]
    for each in FORMATS.values():
        ways = ["yes" if way else "-" for way in (each.reads, each.writes)]
        lacks = _brief(each.lacks) if each.writes else "-"
        lines.append(f"| `{each.name}` | {' | '.join(ways)} | {each.title} | {lacks} |")
    return "".join(f"{line}\n" for line in lines)


def columns_tables() -> str:
    """The columns of each table, in Markdown."""
    parts: list[str] = []
    for name, table in TABLES.items():
        lines = [f"**{name}**", "", "| column | type | meaning |", "|---|---|---|"]
        lines += [f"| `{c.name}` | {c.kind} | {c.meaning} |" for c in table.columns]
        parts.append("".join(f"{line}\n" for line in lines))
    return "\n".join(parts)


def _brief(paths: tuple[str, ...]) -> str:
    """Paths grouped by their parent: `article`: `lang`, `title`."""
    groups: dict[str, list[str]] = {}
    for path in paths:
        head, _, name = path.rpartition(".")
        groups.setdefault(head, []).append(name)
    parts = [
        f"`{head + '.' if head else ''}{names[0]}`"
        if len(names) == 1
        else f"{f'`{head}`: ' if head else ''}{', '.join(f'`{name}`' for name in names)}"
        for head, names in groups.items()
    ]
    return "; ".join(parts) or "nothing"
