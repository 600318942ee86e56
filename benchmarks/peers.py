#!/usr/bin/env python3
"""Two other ways to ask the same model who said what: LangExtract, and instructor by itself.

    python benchmarks/peers.py langextract|plain --articles FILE --keep DIR --base-url URL

FILE has a line of JSON for each article: `doc_id` and `text`. Both are given the same instructions
and the same example, temperature 0 and at most 1,500 tokens an answer, and are left at their
defaults else. What they find is written to DIR/NAME/DOC_ID.json as soon as it is there: role and
offsets of each attribution, how many items they gave, and how many of those were lost because a
string is not in the article or an answer could not be read. Neither tells where a speaker stands,
so the occurrence nearest to the content is taken.
"""

import argparse
import json
import time
from importlib import import_module
from pathlib import Path
from typing import Any

INSTRUCTIONS = """Record who says what in a news article. A statement is something that a person, \
group, office or document says, writes, believes, wants or plans, with or without quotation marks. \
The content is what is said, the speaker who says it, the cue the words of saying. Copy all three \
exactly as they stand in the article. Most sentences hold no statement."""
EXAMPLE = (
    'The mayor of Tarn, Lena Moss, said on Friday that the bridge "will open in May". The bridge '
    'was closed last year. Engineers had warned of delays. "We looked at every bolt," said Paul '
    "Reeve, who led the work."
)
ANSWER = [
    ("The mayor of Tarn, Lena Moss", "said", 'that the bridge "will open in May"'),
    ("Engineers", "had warned", "of delays"),
    ("Paul Reeve, who led the work", "said", '"We looked at every bolt,"'),
]
MOST_TOKENS = 1500
Found = list[tuple[str, str, str, tuple[int, int] | None]]
"""Speaker, cue and content of each item, and where the content was placed, if anywhere."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("system", choices=["langextract", "plain"])
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--keep", type=Path, required=True)
    parser.add_argument("--base-url", default="http://127.0.0.1:8801/v1")
    args = parser.parse_args()
    ask = langextract if args.system == "langextract" else plain
    for line in args.articles.open(encoding="utf-8"):
        data = json.loads(line)
        path = args.keep / args.system / f"{data['doc_id']}.json"
        if path.exists():
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        begin = time.time()
        problem = ""
        found: Found = []
        try:
            found = ask(data["text"], args.base_url)
        except Exception as error:  # whatever it raises, the article is lost to it
            problem = f"{type(error).__name__}: {str(error)[:100]}"
        kept = {
            "doc_id": data["doc_id"],
            "attributions": [placed(data["text"], item) for item in found if item[3]],
            "items": len(found),
            "lost": sum(item[3] is None for item in found),
            "problem": problem,
            "seconds": time.time() - begin,
        }
        path.write_text(json.dumps(kept))
        print(args.system, data["doc_id"][:40], len(found), kept["lost"], problem, flush=True)


def placed(text: str, item: tuple[str, str, str, tuple[int, int] | None]) -> dict[str, Any]:
    speaker, cue, _, place = item
    assert place is not None
    return {
        "content": [list(place)],
        "source": nearest(text, speaker, place),
        "cue": nearest(text, cue, place),
    }


def nearest(text: str, words: str, place: tuple[int, int]) -> list[list[int]]:
    """Where `words` stand nearest to a place; nowhere if they do not."""
    best: tuple[int, int] | None = None
    at = text.find(words) if words else -1
    while at >= 0:
        distance = max(place[0] - at - len(words), at - place[1], 0)
        if best is None or distance < best[0]:
            best = (distance, at)
        at = text.find(words, at + 1)
    return [[best[1], best[1] + len(words)]] if best else []


def plain(text: str, base_url: str) -> Found:
    """One call of instructor that copies everything; the first occurrence of a content is it."""
    import instructor
    from openai import OpenAI
    from pydantic import BaseModel

    class Statement(BaseModel):
        speaker: str
        cue: str
        content: str

    class Statements(BaseModel):
        statements: list[Statement]

    example = [{"speaker": s, "cue": c, "content": w} for s, c, w in ANSWER]
    client = instructor.from_openai(
        OpenAI(base_url=base_url, api_key="none", timeout=1800), mode=instructor.Mode.JSON_SCHEMA
    )
    answer = client.create(
        model="local",
        messages=[
            {
                "role": "system",
                "content": f"{INSTRUCTIONS}\n\nExample article:\n{EXAMPLE}\nAnswer:\n"
                + json.dumps({"statements": example}),
            },
            {"role": "user", "content": f"Article:\n{text}\nAnswer:"},
        ],
        response_model=Statements,
        temperature=0,
        max_tokens=MOST_TOKENS,
    )
    return [
        (one.speaker, one.cue, one.content, where(text, one.content)) for one in answer.statements
    ]


def where(text: str, words: str) -> tuple[int, int] | None:
    at = text.find(words) if words else -1
    return (at, at + len(words)) if at >= 0 else None


def langextract(text: str, base_url: str) -> Found:
    """LangExtract with its own OpenAI-compatible provider and its defaults."""
    lx: Any = import_module("langextract")
    model_config: Any = import_module("langextract.factory").ModelConfig

    example = lx.data.ExampleData(
        text=EXAMPLE,
        extractions=[
            lx.data.Extraction(
                extraction_class="statement",
                extraction_text=content,
                attributes={"speaker": speaker, "cue": cue},
            )
            for speaker, cue, content in ANSWER
        ],
    )
    result: Any = lx.extract(
        text_or_documents=text,
        prompt_description=INSTRUCTIONS,
        examples=[example],
        config=model_config(
            model_id="gpt-local",
            provider="OpenAILanguageModel",
            provider_kwargs={
                "base_url": base_url,
                "api_key": "none",
                "temperature": 0.0,
                "max_output_tokens": MOST_TOKENS,
            },
        ),
        show_progress=False,
    )
    found: Found = []
    extractions: list[Any] = result.extractions or []
    for item in extractions:
        held: dict[str, Any] = item.attributes or {}
        place: Any = item.char_interval
        speaker, cue = str(held.get("speaker") or ""), str(held.get("cue") or "")
        found.append((speaker, cue, item.extraction_text, interval(place)))
    return found


def interval(place: Any) -> tuple[int, int] | None:
    """LangExtract's place of an extraction; None where it has aligned nothing."""
    if place is None or place.start_pos is None or place.end_pos is None:
        return None
    return place.start_pos, place.end_pos


if __name__ == "__main__":
    main()
