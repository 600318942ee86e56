"""Numbers that count or measure."""

import pytest
from growth import is_even

from factx.rules.details.quantities import quantities
from factx.rules.details.times import times
from factx.rules.language.language import language_of

ENGLISH = language_of("en")


def quantities_in(text: str) -> list[tuple[str, float | None, str | None]]:
    """The expressions of quantity in a text with their values and units."""
    end = len(text)
    found = quantities(text, 0, end, ENGLISH, apart_from=times(text, 0, end, ENGLISH))
    return [(text[slice(*place)], value, unit) for place, value, unit in found]


@pytest.mark.parametrize(
    ("text", "expression", "value", "unit"),
    [
        ("They saw twelve people there.", "twelve people", 12, "people"),
        ("They saw 1,200 farms.", "1,200 farms", 1200, "farms"),
        ("They saw 11 blank white cheques.", "11 blank white cheques", 11, "cheques"),
        ("They saw the 23 crew members.", "23 crew members", 23, "crew members"),
        ("They saw 38 nautical miles of sea.", "38 nautical miles", 38, "nautical miles"),
        ("They saw 7 percentage points.", "7 percentage points", 7, "percentage points"),
        ("They saw 60 injured.", "60 injured", 60, "injured"),
        ("They saw three others.", "three others", 3, "others"),
        ("They saw one boat.", "one boat", 1, "boat"),
        ("They saw that one person died.", "one person", 1, "person"),
        ("Two Israeli soldiers left.", "Two Israeli soldiers", 2, "soldiers"),
        ("They saw six counts of fraud.", "six counts", 6, "counts"),
        ("They saw 1,200 tonnes a year.", "1,200 tonnes", 1200, "tonnes"),
        ("They drove five and a half miles.", "five and a half miles", 5.5, "miles"),
        ("They drove two and\na half miles.", "two and\na half miles", 2.5, "miles"),
        ("They drove A mile And a\nhalf.", "A mile And a\nhalf", 1.5, "miles"),
        ("They drove 2½ miles.", "2½ miles", 2.5, "miles"),
        ("They drove half a million miles.", "half a million miles", 500_000, "miles"),
        ("They drove a mile and a half.", "a mile and a half", 1.5, "miles"),
        ("They drove half an hour.", "half an hour", 0.5, "hours"),
        ("They drove 12 km.", "12 km", 12, "km"),
        ("They drove a 71-metre ship.", "71-metre", 71, "metres"),
        ("They drove a four-lane road.", "four-lane", 4, "lanes"),
        ("They drove a 58ft yacht.", "58ft", 58, "ft"),
        ("They drove it 5m in.", "5m", 5, "m"),
        ("They drove twenty-five buses.", "twenty-five buses", 25, "buses"),
        ("They had a dozen boats.", "a dozen boats", 12, "boats"),
        ("They had four dozen.", "four dozen", 48, None),
        ("They had a few hundred boats.", "a few hundred boats", None, "boats"),
        ("They had hundreds of homes.", "hundreds of homes", None, "homes"),
        (
            "They had tens of thousands of new homes.",
            "tens of thousands of new homes",
            None,
            "homes",
        ),
        ("They had two hundred and six cars.", "two hundred and six cars", 206, "cars"),
        ("They had 5m users.", "5m users", 5_000_000, "users"),
        ("They had 3-5 inches of snow.", "3-5 inches", None, "inches"),
        ("They put the toll at 11.", "11", 11, None),
        ("They have it from two years ago.", "two years", 2, "years"),
        ("It cost £9,000.", "£9,000", 9000, "GBP"),
        ("It cost 9,000 euros.", "9,000 euros", 9000, "euros"),
        ("It cost $4.2bn.", "$4.2bn", 4.2e9, "USD"),
        ("It cost €1.5 million.", "€1.5 million", 1.5e6, "EUR"),
        ("It cost Rs 5 lakh.", "Rs 5 lakh", 500_000, "INR"),
        ("It cost 40 percent.", "40 percent", 40, "%"),
        ("It cost 40 per cent of it.", "40 per cent", 40, "%"),
        ("It cost 3.5% more.", "3.5%", 3.5, "%"),
        ("It cost two-thirds of voters.", "two-thirds of voters", 0.666667, "voters"),
        ("It cost a third of its ice.", "a third", 0.333333, None),
        ("It cost A\nFurther Third of it.", "A\nFurther Third", 0.333333, None),
        ("It cost three-quarters.", "three-quarters", 0.75, None),
        ("It cost three in four.", "three in four", 0.75, None),
        ("It cost nine out of 10.", "nine out of 10", 0.9, None),
        ("It fell by half.", "half", 0.5, None),
        ("It cost half the homes.", "half", 0.5, None),
        ("It fell twice.", "twice", 2, "times"),
    ],
)
def test_a_quantity_has_its_noun_or_unit(
    text: str, expression: str, value: float | None, unit: str | None
) -> None:
    """Its value is null if it is vague or a range."""
    assert quantities_in(text) == [(expression, value, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "She came third on the 14th.",
        "Kim Dell, 34, won.",
        "Kim Dell (34) won.",
        "Kim Dell won, aged 34.",
        "The 34-year-old won.",
        "Two-year-olds and a child five years old won.",
        "They won 3-1.",
        "It opened in 2019, on May 5 and at 4.30pm.",
        "They live at 12 Elm Street.",
        "They live by Highway 61, near culvert No. 88 and Ward 6.",
        "They read pages 4 and 5.",
        "One of them left one day.",
        "It is a one-off for a 20,000-strong crowd.",
        "The first half and the northern half of it are dry.",
        "They left at ten in the morning, and arrived by six.",
        "People aged between 18 and 24 won, and so did 18 to 24-year-olds.",
        "The Group of Seven left. Ten Hag left.",
        "They stay at the Four Seasons and see Channel 4 News on an iPhone 15.",
        "The QS-610 and the B52 flew.",
    ],
)
def test_other_numbers_are_not_quantities(text: str) -> None:
    """Ordinals, ages, scores, dates, hours, addresses and numbers in names."""
    assert quantities_in(text) == []


def test_a_number_too_large_for_a_float_has_no_value() -> None:
    """JSON has no infinity."""
    digits = "9" * 400
    assert quantities_in(f"They saw {digits} boats.") == [(f"{digits} boats", None, "boats")]
    assert quantities_in(f"They saw {digits}m.") == [(f"{digits}m", None, "m")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("70 to 80 per cent of it", [("70", 70, "%"), ("80 per cent", 80, "%")]),
        ("11 of the 48 rollers", [("11", 11, "rollers"), ("48 rollers", 48, "rollers")]),
        ("9 men, and 48 rollers", [("9 men", 9, "men"), ("48 rollers", 48, "rollers")]),
        ("9, and 48 rollers", [("9", 9, None), ("48 rollers", 48, "rollers")]),
        ("€1,000-€2,000", [("€1,000", 1000, "EUR"), ("€2,000", 2000, "EUR")]),
        ("four in every 10,000 units", [("four", 4, None), ("10,000 units", 10_000, "units")]),
    ],
)
def test_joined_numbers_share_a_unit(text: str, found: list[tuple[str, float, str | None]]) -> None:
    assert quantities_in(f"They saw {text}.") == found


@pytest.mark.parametrize(
    "unit",
    ["1", "1 ", "1,111,", "one hundred ", "half a ", "1-1-", "$1 ", "ten or ", "1 Aa ", "1 to "],
)
def test_no_text_makes_the_search_slow(unit: str) -> None:
    """Time grows linearly with length."""
    assert is_even(quantities_in, unit, 60_000)
