"""Dates, weekdays, months, seasons and years."""

import pytest
from growth import is_even

from factx.rules.details.times import hours, moments, times
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
        ("It opened in the summer of 2019.", "summer of 2019", "2019"),
        ("It opened in early spring of 2019.", "early spring of 2019", "2019"),
        ("It opens every summer since 2019.", "summer since 2019", "2019"),
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
        ("It opened in the last week of November.", "the last week of November", None),
        ("It opens on the first Monday in May.", "the first Monday in May", None),
        ("It opened on a Sunday in May.", "Sunday in May", None),
        ("It opened on a Friday in March 2019.", "Friday in March 2019", "2019-03"),
        ("It opened on the same day last year.", "the same day last year", None),
        ("It grew over the same month of 2019.", "the same month of 2019", "2019"),
        ("It opened on Tuesday night.", "Tuesday", None),
        ("It opened yesterday evening.", "yesterday", None),
        ("It opened this morning.", "this morning", None),
        ("It opened the next day.", "the next day", None),
        ("They met in 76 when it opened.", "76", None),
        ("It closed, and in 68 she left.", "68", None),
        ("In the 90’s it grew.", "the 90’s", None),
        ("The 2016 elections failed.", "2016", "2016"),
        ("Obama’s 2012 supporters left.", "2012", "2012"),
        ("The end of 2015 leaves it open.", "2015", "2015"),
        ("It opened in Christmas week.", "Christmas", None),
        ("It opened with a Labor Day parade.", "Labor Day", None),
        ("It opened yesterday.", "yesterday", None),
        ("It closes on Mondays.", "Mondays", None),
        ("YESTERDAY it opened.", "YESTERDAY", None),
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
        "It opened tonight, last week, last night and over the weekend.",
        "It opened two years ago and closed a few months later, earlier that day.",
        "It opened the following morning and closed in the last century.",
        "It opened in 76 countries, in 68 of the 80 towns and in 40 per cent of them.",
        "She was in her 90s and in the 90th year of her life.",
        "They put up a Christmas tree and sold Easter eggs.",
        "They watch Russia Today and Sunday Night Live, and read USA TODAY.",
    ],
)
def test_words_that_look_like_times_are_not_times(text: str) -> None:
    """Names, verbs, counts, hours, and what is no date, weekday, month, season or year."""
    assert times_in(text) == []


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("She said it last week.", "last week"),
        ("She said it last night.", "last night"),
        ("She said it tonight.", "tonight"),
        ("She said it two years ago.", "two years ago"),
        ("She said it a few months later.", "a few months later"),
        ("She said it earlier that day.", "earlier that day"),
        ("She said it the following morning.", "the following morning"),
        ("She said it on Tuesday night.", "Tuesday night"),
        ("She said it yesterday evening.", "yesterday evening"),
        ("She said it at 4.30pm.", "4.30pm"),
        ("She said it at 3.12 this morning.", "3.12"),
    ],
)
def test_when_something_was_said_may_be_vaguer(text: str, expression: str) -> None:
    """Weeks, nights and hours tell when something was said, but are no times of a claim."""
    assert text[slice(*moments(text, 0, len(text), ENGLISH)[0].place)] == expression


def test_the_second_of_two_years_is_one_too() -> None:
    found = times_in("The 2008 and 2012 elections were close.")
    assert found == [("2008", "2008"), ("2012", "2012")]


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
        ("It closed at 3.12.", "3.12"),
        ("It closed until 16.40 on Friday.", "16.40"),
    ],
)
def test_every_kind_of_hour_is_found_by_itself(text: str, hour: str) -> None:
    assert [text[slice(*place)] for place in hours(text, 0, len(text), ENGLISH)] == [hour]


@pytest.mark.parametrize(
    "text",
    [
        "It closed at a high noonday.",
        "It won 4 amber 5:123 at 4.",
        "It stood at 3.12 per cent, at 4.50 points, at 5.20% and at 6.75.",
        "It fell by 3.12 to 4.50.",
    ],
)
def test_what_only_looks_like_an_hour_is_none(text: str) -> None:
    assert hours(text, 0, len(text), ENGLISH) == []


@pytest.mark.parametrize(
    "unit",
    [
        *("1", "May ", "5 May, ", "Monday, ", "the ", "early late ", "two years ", "2018-19 "),
        *("the same day ", "Sunday in the ", "at 3.12 ", "Christmas ", "in 76 ", "summer of "),
    ],
)
def test_no_text_makes_the_search_slow(unit: str) -> None:
    """Time grows linearly with length."""
    assert is_even(lambda text: moments(text, 0, len(text), ENGLISH), unit, 60_000)
