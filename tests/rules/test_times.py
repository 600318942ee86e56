"""Dates, weekdays, months, seasons and years."""

import pytest
from growth import is_even

from factx.rules.details.times import hours, times
from factx.rules.language.language import language_of

ENGLISH = language_of("en")


def times_in(text: str) -> list[tuple[str, str | None]]:
    """The expressions of time in a text with their values."""
    return [(text[start:end], v) for (start, end), v in times(text, 0, len(text), ENGLISH)]


@pytest.mark.parametrize(
    ("text", "expression", "value"),
    [
        ("It opened on 11 December 2018.", "11 December 2018", "2018-12-11"),
        ("It opened on the 7th of September, 2018.", "the 7th of September, 2018", "2018-09-07"),
        ("It opened on 7 September.", "7 September", None),
        ("It opened on 7 Sept. in the rain.", "7 Sept.", None),
        ("It opened on September 7.", "September 7", None),
        ("It opened on Sept. 7, 2018.", "Sept. 7, 2018", "2018-09-07"),
        ("It opened on Friday, April 5, 2024.", "Friday, April 5, 2024", "2024-04-05"),
        ("It opened on 2018-09-07.", "2018-09-07", "2018-09-07"),
        ("It opened in May 2019.", "May 2019", "2019-05"),
        ("It opened in July of 2025.", "July of 2025", "2025-07"),
        ("It opened in 2019.", "2019", "2019"),
        ("It was built in 1683.", "1683", "1683"),
        ("Early 2020 was wet.", "Early 2020", "2020"),
        ("It opened in the summer of 2019.", "the summer of 2019", "2019"),
        ("It opened in spring 2019.", "spring 2019", "2019"),
        ("It opened in the 1990s.", "the 1990s", None),
        ("It opened in the ’90s.", "the ’90s", None),
        ("The 2018-19 season was long.", "2018-19", None),
        ("The votes of 7 and 9 September failed.", "7 and 9 September", None),
        ("It opened from Sept. 7-9.", "Sept. 7-9", None),
        ("It opened on 31 February 2019.", "31 February 2019", None),
        ("It opened last March.", "last March", None),
        ("It opens next spring.", "next spring", None),
        ("It opens later this year.", "later this year", None),
        ("It opened this week.", "this week", None),
        ("It opened in the last week of November.", "the last week of November", None),
        ("It opened two years ago.", "two years ago", None),
        ("It opened a few months later.", "a few months later", None),
        ("It opened yesterday.", "yesterday", None),
        ("It opened on Tuesday night.", "Tuesday night", None),
        ("It closes on Mondays.", "Mondays", None),
        ("YESTERDAY it opened.", "YESTERDAY", None),
        ("It opened earlier that day.", "earlier that day", None),
        ("It opened the following morning.", "the following morning", None),
        ("It opened last winter.", "last winter", None),
        ("It opened in August.", "August", None),
        ("It opened in March.", "March", None),
        ("It opened in the autumn.", "the autumn", None),
        ("It opened by Christmas.", "Christmas", None),
        ("It opened on New Year’s Eve.", "New Year’s Eve", None),
        ("It opened on New Year's Eve.", "New Year's Eve", None),
        ("It opened as early as the 3rd.", "the 3rd", None),
    ],
)
def test_a_time_has_a_value_if_its_words_state_a_date(
    text: str, expression: str, value: str | None
) -> None:
    """A date needs a year; the span has no preposition."""
    assert times_in(text) == [(expression, value)]


@pytest.mark.parametrize(
    "text",
    [
        "It opened at 4.30pm and closed at 17:45.",
        "Theresa May may march.",
        "April Jones won.",
        "It opened with 2019 people.",
        "It cost $2019 and weighed 2,019 kg.",
        "It has 1683 pages.",
        "Prices are to fall by half.",
        "She came third on the 3rd horse.",
        "It stands on the 3rd floor of the house.",
        "They read the 3rd.",
        "It opened three weeks before the vote.",
        "It is 3-1.",
    ],
)
def test_words_that_look_like_times_are_not_times(text: str) -> None:
    """Names, verbs, counts and hours."""
    assert times_in(text) == []


def test_only_the_given_range_is_searched() -> None:
    text = "On Monday it opened in May 2019."
    assert [one.place for one in times(text, 10, 26, ENGLISH)] == [(23, 26)]


def test_hours_are_found_separately() -> None:
    """They can be the time of an attribution, but not of a claim."""
    text = (
        "From 4.30pm on Monday to 17:45, or at ten in the morning or six o’clock, not 3-1 or 5:4."
    )
    found = [text[start:end] for start, end in hours(text, 0, len(text), ENGLISH)]
    assert found == ["4.30pm", "17:45", "ten in the morning", "six o’clock"]


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("It closed at noon.", "noon"),
        ("It closed just after midnight.", "just after midnight"),
        ("It closed at 4 p.m. sharp.", "4 p.m."),
        ("It closed at 17:45.", "17:45"),
        ("It closed at Six o'clock.", "Six o'clock"),
        ("It closed at 9 at night.", "9 at night"),
    ],
)
def test_every_kind_of_hour_is_found_by_itself(text: str, hour: str) -> None:
    assert [text[slice(*place)] for place in hours(text, 0, len(text), ENGLISH)] == [hour]


@pytest.mark.parametrize("text", ["It closed at a high noonday.", "It won 4 amber 5:123 at 4."])
def test_what_only_looks_like_an_hour_is_none(text: str) -> None:
    assert hours(text, 0, len(text), ENGLISH) == []


@pytest.mark.parametrize(
    "unit", ["1", "May ", "5 May, ", "Monday, ", "the ", "early late ", "two years ", "2018-19 "]
)
def test_no_text_makes_the_search_slow(unit: str) -> None:
    """Time grows linearly with length."""
    assert is_even(lambda text: times(text, 0, len(text), ENGLISH), unit, 60_000)
