"""Infer attributions in files that link contents, cues and sources directly."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from factx.formats.from_marks import fits, link_between
from factx.formats.mapping import said_of
from factx.formats.marks import RELATIONS, Link, Mark, MarkedArticle
from factx.records import Span

_CUED = ("Cue", "Uncued")


def with_attributions(marked: MarkedArticle, *, lone: bool) -> MarkedArticle:
    """Add an attribution for every linked content.

    A link with an unknown label, or in the other direction, is interpreted by the labels at its
    ends. A content is attributed at its cues, or else without a cue, to the sources linked to the
    cue or else to the content. `lone` is whether a content without any link is attributed too,
    without a source.
    """
    by_id = {mark.id: mark for mark in marked.marks}
    kept: list[Link] = []
    ties: list[tuple[Mark, Mark]] = []
    for link in marked.links:
        first, second = by_id.get(link.first), by_id.get(link.second)
        if first is None or second is None or link.label in RELATIONS:
            kept.append(link)
        elif {first.label, second.label} in ({"Content", "Source"}, {"Content", "Speaker"}):
            content, source = (first, second) if first.label == "Content" else (second, first)
            ties.append((content, source))
        else:
            kept.append(_turned(link, first, second))
    marks, links = _attributed(marked.marks, kept, ties, lone=lone)
    return replace(marked, marks=marks, links=links)


def _turned(link: Link, first: Mark, second: Mark) -> Link:
    """The link with a known label and direction that corresponds to this one, if there is one."""
    if fits(link.label, first.label, second.label):
        return link
    if fits(link.label, second.label, first.label):
        return replace(link, first=second.id, second=first.id)
    if label := link_between(first.label, second.label):
        return replace(link, label=label)
    if label := link_between(second.label, first.label):
        return replace(link, label=label, first=second.id, second=first.id)
    return link


def _attributed(
    marks: Sequence[Mark], links: list[Link], ties: list[tuple[Mark, Mark]], *, lone: bool
) -> tuple[tuple[Mark, ...], tuple[Link, ...]]:
    cues: defaultdict[str, list[str]] = defaultdict(list)
    heard: set[str] = set()
    for link in links:
        if link.label == "content":
            cues[link.second].append(link.first)
        elif link.label in ("source", "speaker"):
            heard.add(link.first)
    sources: defaultdict[str, list[Mark]] = defaultdict(list)
    for content, source in ties:
        sources[content.id].append(source)
    fields = {mark.id: mark.fields for mark in marks}
    added: list[Mark] = []
    for content in marks:
        if content.label != "Content":
            continue
        fields[content.id], said = said_of(content.fields)
        if not cues[content.id] and (sources[content.id] or said or lone):
            name = f"{content.id}.said"
            added.append(Mark(name, "Uncued", (_beginning(content),), said, content.where))
            links.append(Link("content", name, content.id, where=content.where))
            cues[content.id].append(name)
        for cue in cues[content.id]:
            if cue in fields:
                fields[cue] = {**said, **fields[cue]}
            if cue not in heard:
                tied = sources[content.id]
                links += [Link(s.label.lower(), cue, s.id, where=s.where) for s in tied]
    return (*(replace(mark, fields=fields[mark.id]) for mark in marks), *added), tuple(links)


def _beginning(content: Mark) -> Span:
    first = content.spans[0]
    return Span(start=first.start, end=first.end, text=first.text)
