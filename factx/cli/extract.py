"""`factx extract`: articles in, records out."""

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from factx.cli.report import FAILED, GOOD, command, complain, say, waiting
from factx.errors import FactxError, InputError, MissingExtra, MissingKey, ModelError, UnknownModel

if TYPE_CHECKING:
    from factx.extraction.drafter import Drafter
    from factx.extraction.recording import Recording
    from factx.records import FactRecord

OFFLINE = "offline"

EXAMPLES = """\b
Examples:
  factx extract story.txt
  factx extract news/ -o records.jsonl
  factx extract story.txt --model openai/gpt-5-mini --record answers/
  factx extract story.txt --model openai/qwen3 --base-url http://localhost:8000/v1
  cat story.txt | factx extract - | factx show -

\b
What is read:
  .txt and .md hold one article; its id is the file's name without the suffix.
  .json holds one object with a text; .jsonl one such object a line. Without an
  id of its own an object has the file's name, in .jsonl with its line: name:3.
  Of a folder every .txt, .md and .jsonl is read, hidden ones left out; beside
  an article.json with its title, url, publisher, published, byline, lang, meta
  only article.txt, and the folder's name is its id.
  All of it in UTF-8, under ids that differ."""


@command
def extract(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Articles: files, folders, or - for standard input."),
    ],
    model: Annotated[
        str,
        typer.Option(
            envvar="FACTX_MODEL",
            metavar="NAME",
            help="Who drafts: offline, without any model or network, or PROVIDER/MODEL.",
        ),
    ] = OFFLINE,
    base_url: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="An OpenAI-compatible server of your own; it needs no key."
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the records here, one a line, instead of to standard output.",
        ),
    ] = None,
    record: Annotated[
        str | None,
        typer.Option(
            metavar="DIR", help="Keep the raw answers: one file an article, one folder a model."
        ),
    ] = None,
    replay: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="Use the answers kept there and ask no model."),
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(metavar="SECONDS", min=0.001, help="Give up on an answer after so long."),
    ] = None,
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Leave the articles' texts out of the records.")
    ] = False,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Exit with 1 if anything drafted is not in its article."),
    ] = False,
) -> int:
    """Extract who said what from articles: one JSON record an article, as soon as it is done."""
    from factx import files

    if replay is None:
        drafter = _drafter(model, base_url, timeout, record)
    elif record is None:
        drafter = _replaying(replay)
    else:
        raise typer.BadParameter("--record and --replay exclude each other")
    run = _Run(
        drafter=drafter,
        asked=model if replay is None else OFFLINE,
        form=lambda made: made.without_text() if no_text else made,
    )
    with files.record_lines(output, inputs=paths) as write:
        asyncio.run(run.extract(paths, output, write))
    return run.conclude(strict=strict)


def _drafter(
    model: str, base_url: str | None, timeout: float | None, record: str | None
) -> "Drafter":
    from factx import files
    from factx.extraction.extract import drafter_for

    if model == OFFLINE and (record or base_url):
        given = "--record" if record else "--base-url"
        raise typer.BadParameter(f"{given} is for a model: name one with --model")
    if record is None:
        return drafter_for(model, base_url=base_url, timeout=timeout)

    def recorder(recording: "Recording") -> None:
        files.write_recording(record, recording)

    files.make_folder(record)
    return drafter_for(model, base_url=base_url, timeout=timeout, recorder=recorder)


def _replaying(folder: str) -> "Drafter":
    from factx import files
    from factx.extraction.replay import ReplayDrafter

    return ReplayDrafter(files.read_recordings(folder))


@dataclass
class _Run:
    """One run over many articles, and what there is to tell at its end."""

    drafter: "Drafter"
    asked: str
    form: "Callable[[FactRecord], FactRecord]"
    code: int = GOOD
    articles: int = 0
    done: int = 0
    lost: int = 0
    seconds: float = 0.0
    read: int = 0
    written: int = 0
    sizes: Counter[str] = field(default_factory=Counter[str])

    async def extract(
        self, paths: list[str], output: str | None, write: "Callable[[FactRecord], None]"
    ) -> None:
        """Read, draft, ground and write one article after the other; a bad one is only told."""
        from factx import files
        from factx.extraction.extract import aextract

        for article in files.read_articles(paths, leave_out=output):
            await asyncio.sleep(0)  # an interrupt is heard only here, if the drafter never waits
            self.articles += 1
            if isinstance(article, InputError):
                self._fail(article)
                continue
            begin = perf_counter()
            try:
                with self._waiting(article.id):
                    record = await aextract(article, drafter=self.drafter)
            except (UnknownModel, MissingKey, MissingExtra) as error:
                self._fail(error)
                return  # no other article would fare better
            except FactxError as error:
                self._fail(error, about=article.id if isinstance(error, ModelError) else "")
                continue
            write(self.form(record))
            self._tell(record, perf_counter() - begin)

    def conclude(self, *, strict: bool) -> int:
        """Tell the totals if there were several articles; the run's exit code."""
        from factx.render import summary, tokens

        if self.articles > 1 and self.done:
            done = f"{self.done:,} of {self.articles:,} articles"
            cost = f", {tokens(self.read, self.written)}" if self.read else ""
            say(f"total, {done}: {summary(self.sizes)}; {self.seconds:.1f} s{cost}")
        if strict and self.lost:
            say(f"factx: --strict: {self.lost:,} drafted parts could not be grounded")
            self.code = max(self.code, FAILED)
        return self.code

    def _waiting(self, article: str) -> AbstractContextManager[None]:
        if self.asked == OFFLINE:
            return nullcontext()
        return waiting(f"{article}: {self.asked} is reading")

    def _fail(self, error: FactxError, *, about: str = "") -> None:
        self.code = max(self.code, complain(error, about=about))

    def _tell(self, record: "FactRecord", seconds: float) -> None:
        from factx.render import printable, sizes, summary, tokens

        usage = record.provenance.usage
        cost = f", {tokens(usage.input_tokens, usage.output_tokens)}" if usage else ""
        held = sizes(record)
        say(f"{printable(record.article.id)}: {summary(held)}; {seconds:.1f} s{cost}")
        self.done += 1
        self.lost += len(record.ungrounded)
        self.seconds += seconds
        self.read += usage.input_tokens if usage else 0
        self.written += usage.output_tokens if usage else 0
        self.sizes += held
