"""`factx convert`: convert between factx and other formats, and list what is lost."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from factx.cli.bugs import print_bug
from factx.cli.console import GOOD, command, print_error, print_stderr
from factx.cli.output_options import Force
from factx.errors import InputError, InvalidData

if TYPE_CHECKING:
    from factx.files import AnnotatedText, Inputs, Located, Outputs
    from factx.formats import Format, ImportedRecord, Loss, Mapping
    from factx.records import FactRecord

EXAMPLES = """
Examples:
  factx convert records.jsonl quotes.csv
  factx convert records.jsonl claims.csv --table claims
  factx convert records.jsonl said.jsonl --table statements
  factx convert fixtures corpus/ --to brat
  factx convert PolNeAR/data/train polnear.jsonl --from brat
  factx convert records.jsonl tasks.json --to label-studio --config tasks.xml
  factx convert PropSegmEnt propositions.jsonl --from propsegment
  factx convert export.json gold.jsonl --from label-studio
  factx convert records.jsonl reviews.jsonl --to claimreview
  factx convert saved.jsonl records.jsonl --from langextract --map map.json

Anything the target format drops is listed on standard error. docs/formats.md
lists it for each format, and describes mappings. Offsets are checked if the file
contains the words."""


class Command(TyperCommand):
    """The command, with a help that lists the known formats."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write the table and the examples; the formats are imported here, since that is slow."""
        from factx.formats import known_formats

        known = known_formats()
        width = max(map(len, known))
        rows = (f"  {f.name:<{width}}  {_directions(f):<7} {f.title}" for f in known.values())
        for line in ("", "Formats:", *rows, "", *EXAMPLES.strip().splitlines()):
            formatter.write(f"  {line}".rstrip() + "\n")


def _directions(of: "Format") -> str:
    return "in, out" if of.reads and of.writes else "in" if of.reads else "out"


@command
def convert(
    read: Annotated[
        str,
        typer.Argument(metavar="IN", help="A file, - for standard input, a folder for brat."),
    ],
    written: Annotated[
        str,
        typer.Argument(metavar="OUT", help="A file, - for standard output, a folder for brat."),
    ],
    from_: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="FORMAT", help="Format of IN, if its name does not show it."
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="FORMAT", help="Format of OUT, if its name does not show it."),
    ] = None,
    map_: Annotated[
        str | None,
        typer.Option(
            "--map", metavar="FILE", help="JSON file that maps the labels of IN to those of factx."
        ),
    ] = None,
    table: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="For csv, tsv, parquet and JSON lines of rows: statements, quotes (default),"
            " claims or sources.",
        ),
    ] = None,
    bigquery_schema: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Write the schema of the table for BigQuery here."),
    ] = None,
    config: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="Write the labelling configuration of Label Studio here."
        ),
    ] = None,
    bom: Annotated[
        bool | None,
        typer.Option(
            "--bom/--no-bom",
            help="For csv and tsv: begin with a byte-order mark, without which Excel garbles"
            " letters. Default: only in files named .csv.",
        ),
    ] = None,
    force: Force = False,
) -> int:
    """Convert records to other formats and back; anything lost is listed."""
    from factx import files
    from factx.formats import FORMATS, TABLES, Mapping, label_studio
    from factx.formats.rows import bigquery_schema as schema_for_bigquery

    source, target = _source(read, from_), _target(written, to)
    if map_ is not None and not source.maps:
        raise typer.BadParameter(f"--map cannot be combined with the format {source.name}")
    if table is not None and target.name == "jsonl" and to is None:
        target = FORMATS["rows"]
    if table is not None and (target.layout != "rows" or table not in TABLES):
        tabular = "csv, tsv, parquet and .jsonl"
        raise typer.BadParameter(f"--table is one of {', '.join(TABLES)}, for {tabular}")
    if bigquery_schema is not None and target.layout != "rows":
        raise typer.BadParameter("--bigquery-schema is for tables: add --table")
    if config is not None and target.name != "label-studio":
        raise typer.BadParameter("--config needs --to label-studio")
    begins_with_bom = _begins_with_bom(bom, target, written)
    mapping = None if map_ is None else Mapping.from_data(files.read_json(map_), what=map_)
    is_folder = target.layout == "folder"
    outputs = files.Outputs(
        [None if is_folder else written, config, bigquery_schema],
        inputs=_inputs(read, source, map_),
        force=force,
    )
    run = _Run(read, source, target, mapping, table or "quotes")
    if is_folder:
        run.write_folder(written, outputs)
    else:
        with outputs.pieces(written) as write:
            for piece in target.pieces(run.records(), run.table, bom=begins_with_bom):
                write(piece)
                run.is_empty = False
    if config is not None:
        outputs.write(config, label_studio.configuration())
    if bigquery_schema is not None:
        outputs.write(bigquery_schema, schema_for_bigquery(run.table))
    run.print_summary()
    return run.code


def _begins_with_bom(wanted: bool | None, target: "Format", path: str) -> bool:
    """Whether OUT begins with a byte-order mark: as wanted, or else if Excel will open it."""
    from factx.files import suffix_of

    if wanted is None:
        return target.name == "csv" and suffix_of(path) == ".csv"
    if target.name not in ("csv", "tsv"):
        raise typer.BadParameter("--bom and --no-bom are for csv and tsv")
    return wanted


def _inputs(path: str, source: "Format", map_: str | None) -> "Inputs":
    """What is read of IN: of a folder of fixtures their files, of any other folder every file."""
    from factx.files import Inputs

    if source.layout in ("folder", "corpus"):
        return Inputs(others=[path, map_])
    return Inputs(fixtures=[path], others=[map_])


def _source(path: str, name: str | None) -> "Format":
    from factx.files import STDIN, has_annotations

    if name is None and path != STDIN and os.path.isdir(path):
        name = "brat" if has_annotations(path) else "json"
    found = _named(name, "--from") or _guessed(path, "--from", "jsonl" if path == STDIN else None)
    if not found.reads:
        raise typer.BadParameter(f"{found.name} can be written, but not read")
    if found.layout in ("folder", "corpus") and path == STDIN:
        raise typer.BadParameter(f"{found.name} is a folder of files: it cannot be read from -")
    return found


def _target(path: str, name: str | None) -> "Format":
    from factx.files import STDIN

    folder = "brat" if path.endswith(("/", os.sep)) or os.path.isdir(path) else None
    found = _named(name, "--to") or _guessed(path, "--to", folder)
    if not found.writes:
        raise typer.BadParameter(f"{found.name} can be read, but not written")
    if found.layout == "folder" and (path == STDIN or path.endswith(".ann")):
        raise typer.BadParameter(f"{found.name} is a folder of files: name a folder as OUT")
    if found.layout != "folder" and folder is not None:
        raise typer.BadParameter(f"{found.name} is one file, but {path} is a folder")
    return found


def _named(name: str | None, option: str) -> "Format | None":
    from factx.formats import known_formats

    known = known_formats()
    if name is None or name in known:
        return known[name] if name else None
    raise typer.BadParameter(
        f"{option}: there is no format {name!r}; use one of {', '.join(known)}"
    )


def _guessed(path: str, option: str, default: str | None) -> "Format":
    from factx.files import suffix_of
    from factx.formats import known_formats

    known = known_formats().values()
    for each in known:
        if default == each.name or (default is None and suffix_of(path) in each.suffixes):
            return each
    is_source = option == "--from"
    possible = (each for each in known if (each.reads if is_source else each.writes))
    names = ", ".join(each.name for each in possible)
    raise typer.BadParameter(f"the format of {path} is unknown; add {option}: {names}")


@dataclass
class _Run:
    """One conversion, with the counts that its summary prints."""

    path: str
    source: "Format"
    target: "Format"
    mapping: "Mapping | None"
    table: Any
    is_empty: bool = True
    code: int = GOOD
    count: int = 0
    left_out: Counter[str] = field(default_factory=Counter[str])
    first: dict[str, str] = field(default_factory=dict[str, str])
    inferred: Counter[str] = field(default_factory=Counter[str])
    dropped: Counter[str] = field(default_factory=Counter[str])

    def records(self) -> "Iterator[FactRecord]":
        """Yield the records one by one; an error is printed, and a loss is counted."""
        from factx.formats import Loss

        for item in self._imported():
            losses = [item] if isinstance(item, Loss) else item.losses
            for loss in losses:
                self.left_out[loss.what] += 1
                self.first.setdefault(loss.what, loss.where)
            if isinstance(item, Loss):
                continue
            for problem in item.problems:
                self._fail(problem)
            record = item.record
            self.inferred.update(item.inferred)
            if self.target.needs_text and record.article.text is None:
                problem = f"{self.target.name} needs the article's text, but this record has none"
                self._fail(InputError(item.where, problem))
                continue
            self.dropped.update(self.target.lost(record, self.table))
            self.count += 1
            yield record

    def write_folder(self, folder: str, outputs: "Outputs") -> None:
        """Write each record as a text and its annotations, and the configuration of brat."""
        from factx import files
        from factx.formats import brat

        names: dict[str, str] = {}
        for record in self.records():
            made = brat.standoff_of(record)
            if made.id.casefold() in names:
                self._fail(InputError(f"record {made.id}", "an earlier record has this id too"))
                self.count -= 1
                continue
            names[made.id.casefold()] = made.id
            try:
                name = files.write_annotated(
                    folder, made.id, made.text, made.annotations, outputs=outputs
                )
            except InputError as error:
                self._fail(error)
                self.count -= 1
                continue
            if name != made.id:
                what = "the end of an id that is too long for the name of a file"
                self.left_out[what] += 1
                self.first.setdefault(what, f"record {made.id}")
        if names:
            self._write_configuration(os.path.join(folder, "annotation.conf"), outputs)

    def _write_configuration(self, path: str, outputs: "Outputs") -> None:
        """Write the labels that brat shows, unless they are there already."""
        from factx import files
        from factx.formats import brat

        wanted = brat.configuration()
        if not files.has_content(path, wanted):
            try:
                outputs.add(path)
                outputs.write(path, wanted)
            except InputError as error:
                self._fail(error)

    def print_summary(self) -> None:
        """Print how many records were converted, and what was lost."""
        from factx.render import printable
        from factx.render.phrases import count

        for what, number in self.left_out.most_common():
            print_stderr(
                "  " + printable(f"left out: {number:,} x {what} (first: {self.first[what]})")
            )
        inferred = ", ".join(f"{what} {n:,} x" for what, n in self.inferred.items() if n)
        if inferred:
            print_stderr(f"  not in IN, inferred by the rules in docs/formats.md: {inferred}")
        if self.dropped:
            paths = ", ".join(f"{path} ({n:,})" for path, n in self.dropped.items())
            print_stderr(f"  dropped by {self.target.name}, with the number of records: {paths}")
        if self.is_empty and self.target.nothing:
            print_stderr(f"  {self.target.nothing}")
        records = count(self.count, "record")
        print_stderr(f"{records} converted: {self.source.name} to {self.target.name}")

    def _imported(self) -> "Iterator[ImportedRecord | Loss]":
        from factx.formats import Entry
        from factx.formats.annotators import AnnotatorIds

        assert self.source.read is not None
        ids = AnnotatorIds()
        for found in self._found():
            if isinstance(found, InputError):
                self._fail(found)
                continue
            try:
                for item in self.source.read(Entry(found.where, found.value), self.mapping):
                    yield ids.distinct(item)
            except (InputError, InvalidData) as error:
                self._fail(error)
            except Exception as error:
                self.code = max(self.code, print_bug(error, where=found.where))

    def _found(self) -> "Iterator[Located[Any] | InputError]":
        """Yield the JSON values of a file, the texts of a corpus, or the gold of fixtures."""
        from factx import files

        if self.source.layout == "folder":
            for each in files.read_annotated(self.path):
                yield each if isinstance(each, InputError) else _standoff(each)
        elif self.source.layout == "corpus":
            yield from files.read_propsegment(self.path)
        elif os.path.isdir(self.path):
            for path in files.gold_files(self.path):
                yield from files.read_values(path)
        else:
            yield from files.read_values(self.path)

    def _fail(self, error: InputError | InvalidData) -> None:
        self.code = max(self.code, print_error(error))


def _standoff(found: "AnnotatedText") -> "Located[Any]":
    from factx.files import Located
    from factx.formats.brat import Standoff

    standoff = Standoff(found.id, found.text, found.annotations, found.where, found.annotator)
    return Located(found.where, standoff)
