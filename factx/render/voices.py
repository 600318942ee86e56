"""Who asserts a claim, and whom it retells."""

from factx.records import Attribution, FactRecord


def voices(record: FactRecord) -> dict[str, list[str]]:
    """Phrases for each claim, by its id: who says it, and whose words or wish it retells."""
    names = {source.id: source.name for source in record.sources}

    def named(attribution: Attribution) -> str:
        sources = " and ".join(names[source] for source in attribution.sources)
        return f"{sources or 'an unknown source'} ({attribution.quote})"

    who = {attribution.id: named(attribution) for attribution in record.attributions}
    negated = {attribution.id for attribution in record.attributions if attribution.negated}
    phrases: dict[str, list[str]] = {}
    for claim in record.claims:
        holder = who[claim.attribution] if claim.attribution else "the article"
        said = "not said by" if claim.attribution in negated else "says"
        phrases[claim.id] = [f"{said} {holder}"]
        if claim.reports:
            phrases[claim.id].append(f"retells {who[claim.reports]}")
    return phrases
