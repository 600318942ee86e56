"""Who asserts a claim, and whom it retells."""

from factx.records import FactRecord


def voices(record: FactRecord) -> dict[str, list[str]]:
    """Phrases for each claim, by its id: who says it and through whom, and whom it retells."""
    names = {source.id: source.name for source in record.sources}
    attributions = {attribution.id: attribution for attribution in record.attributions}

    def chain(name: str | None) -> str:
        """The sources of an attribution and of its parents, each with its quote."""
        links: list[str] = []
        while name is not None:
            attribution = attributions[name]
            sources = " and ".join(names[source] for source in attribution.sources)
            links.append(f"{sources or 'an unknown source'} ({attribution.quote})")
            name = attribution.parent
        return ", according to ".join(links)

    phrases: dict[str, list[str]] = {}
    for claim in record.claims:
        by = attributions[claim.attribution] if claim.attribution else None
        said = "not said by" if by is not None and by.negated else "says"
        phrases[claim.id] = [f"{said} {chain(claim.attribution) or 'the article'}"]
        if claim.reports:
            phrases[claim.id].append(f"retells {chain(claim.reports)}")
    return phrases
