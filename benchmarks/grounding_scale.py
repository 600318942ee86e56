#!/usr/bin/env python3
"""How the time of grounding grows with the article and the number of strings.

    python benchmarks/grounding_scale.py

Articles are random sentences over the words of the fixtures, with some words of their own, from a
fixed seed. A third of the strings stand in the article, a third have one word changed, and a third
are made of the article's words in another order. Prints CPU seconds for `factx.ground`.
"""

import random
import re
import time
from pathlib import Path

from factx.grounding import ground
from factx.records import Article, Draft

SIZES = ((10_000, 100), (100_000, 1_000), (300_000, 3_000), (1_000_000, 10_000))
FIXTURES = Path(__file__).parent.parent / "fixtures"


def main() -> None:
    texts = [path.read_text("utf-8") for path in sorted(FIXTURES.glob("*/article.txt"))]
    vocabulary = re.findall(r"\w+", " ".join(texts).lower())
    print(f"{'characters':>10} {'strings':>8} {'seconds':>8}   grounded")
    for size, count in SIZES:
        chance = random.Random(size)
        article = Article(text=article_text(size, vocabulary, chance))
        draft = Draft.from_data({"claims": claims(article.get_text(), count, chance)})
        begun = time.process_time()
        record = ground(article, draft)
        seconds = time.process_time() - begun
        print(f"{size:10,} {count:8,} {seconds:8.2f}   {record.counts.grounded:,}")


def article_text(size: int, vocabulary: list[str], chance: random.Random) -> str:
    """Random sentences of 8 to 25 words; one word in twelve stands in one place only."""
    sentences: list[str] = []
    length = 0
    while length < size:
        words = chance.choices(vocabulary, k=chance.randint(8, 25))
        words = [f"{word}{len(sentences)}x" if chance.random() < 1 / 12 else word for word in words]
        sentences.append(" ".join(words).capitalize() + ".")
        length += len(sentences[-1]) + 1
    return " ".join(sentences)[:size]


def claims(text: str, count: int, chance: random.Random) -> list[dict[str, object]]:
    """Claims on strings of ten words."""
    words = text.split()
    found: list[dict[str, object]] = []
    for number in range(count):
        first = chance.randrange(len(words) - 10)
        string = words[first : first + 10]
        if number % 3 == 1:
            string[chance.randrange(1, 9)] = "otherwise"
        if number % 3 == 2:
            chance.shuffle(string)
        found.append(
            {
                "id": f"c{number}",
                "text": "claim",
                "standalone": False,
                "evidence": [{"text": " ".join(string)}],
                "kind": "fact",
                "factuality": "CT+",
            }
        )
    return found


if __name__ == "__main__":
    main()
