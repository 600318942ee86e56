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
        ("They saw 1,200 tonnes a year.", "1,200 tonnes a year", 1200, "tonnes a year"),
        ("They drove five and a half miles.", "five and a half miles", 5.5, "miles"),
        ("They drove two and\na half miles.", "two and\na half miles", 2.5, "miles"),
        ("They drove A mile And a\nhalf.", "A mile And a\nhalf", 1.5, "miles"),
        ("They drove 2½ miles.", "2½ miles", 2.5, "miles"),
        ("They drove half a million miles.", "half a million miles", 500_000, "miles"),
        ("They drove a mile and a half.", "a mile and a half", 1.5, "miles"),
        ("They drove half an hour.", "half an hour", 0.5, "hours"),
        ("They drove 12 km.", "12 km", 12, "km"),
        ("They drove a 71-metre ship.", "71-metre", 71, "metres"),
        ("They drove a two-day race.", "two-day", 2, "days"),
        ("They drove a 12-mile road.", "12-mile", 12, "miles"),
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
        ("The number stood on Monday at six.", "six", 6, None),
        ("They found oil at seven of the farms.", "seven", 7, None),
        ("They called 30 people.", "30 people", 30, "people"),
        ("They called 911 times.", "911 times", 911, "times"),
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
        ("It fell by a third in May.", "a third", 0.333333, None),
        ("It won almost a quarter.", "almost a quarter", 0.25, None),
        ("It cost half the homes.", "half", 0.5, None),
        ("It fell twice.", "twice", 2, "times"),
        ("They had hundreds of billions of euros.", "hundreds of billions of euros", None, "euros"),
        ("There was a single vote.", "a single vote", 1, "vote"),
        ("It ends a week later.", "a week", 1, "week"),
        ("The worm is hardly an inch long.", "hardly an inch", 1, "inch"),
        ("They stayed for a month.", "a month", 1, "month"),
        ("They had an inch of rain.", "an inch", 1, "inch"),
        ("They had a year's work, almost a year.", "almost a year", 1, "year"),
        ("One slide says that.", "One slide", 1, "slide"),
        ("One man asks about it.", "One man", 1, "man"),
        ("One police officer left.", "One police officer", 1, "officer"),
        ("It has a margin of two percent plus or minus.", "two percent", 2, "%"),
        ("They went to 46 Welsh and Irish towns.", "46 Welsh and Irish towns", 46, "towns"),
        ("They found 46 and left for towns.", "46", 46, None),
        ("Of them 19 support Sanders.", "19", 19, None),
        ("They saw 19 registered Democrats.", "19 registered Democrats", 19, "Democrats"),
        ("They came (up from 12).", "12", 12, None),
        ("The toll in Tarn was 834.", "834", 834, None),
    ],
)
def test_a_quantity_has_its_noun_or_unit(
    text: str, expression: str, value: float | None, unit: str | None
) -> None:
    """Its value is null if it is vague or a range."""
    assert quantities_in(text) == [(expression, value, unit)]


@pytest.mark.parametrize(
    ("text", "expression", "unit"),
    [
        ("It costs 20 to 30 euros.", "20 to 30 euros", "euros"),
        ("It costs €20 to €30.", "€20 to €30", "EUR"),
        ("It costs €1,000-€2,000.", "€1,000-€2,000", "EUR"),
        ("It costs between $5 and $10.", "between $5 and $10", "USD"),
        ("It costs about 20 to 30 euros.", "about 20 to 30 euros", "euros"),
        ("It rose 20% to 30%, or so.", "30%", "%"),
        ("It makes up 10%-20% of it.", "10%-20%", "%"),
        ("They saw three or four boats.", "three or four boats", "boats"),
        ("They saw one to two boats.", "one to two boats", "boats"),
        ("They saw one hour to two hours of it.", "one hour to two hours", "hours"),
        ("They saw nine or ten thousand.", "nine or ten thousand", None),
        ("They saw 20 or maybe 30 boats.", "20 or maybe 30 boats", "boats"),
        ("They saw a 5- to 10-minute film.", "5- to 10-minute", "minutes"),
        ("Prices range from 5 to 10 euros.", "5 to 10 euros", "euros"),
        ("They expect 6 to 9 by Friday.", "6 to 9", None),
        ("They saw dozens or hundreds of boats.", "dozens or hundreds of boats", "boats"),
    ],
)
def test_a_range_is_one_quantity(text: str, expression: str, unit: str | None) -> None:
    """It has no value."""
    value = 30 if expression == "30%" else None
    assert quantities_in(text)[-1] == (expression, value, unit)
    assert len(quantities_in(text)) == (2 if value else 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It grew from 5 to 10 boats.", ["5", "10 boats"]),
        ("It rose $2 to $30.", ["$2", "$30"]),
        ("It fell from 12 to 5.", ["12", "5"]),
        ("It passed by nine votes to six.", ["nine votes", "six"]),
        ("The boats carry 10 people to 12 islands.", ["10 people", "12 islands"]),
        ("They gave 10 boats or 12 cars.", ["10 boats", "12 cars"]),
        ("They have two and three boats.", ["two", "three boats"]),
        ("They lie between two boats and three cars.", ["two boats", "three cars"]),
        ("They won 6 to 3, by a 2 to 1 margin.", []),
    ],
)
def test_other_joined_numbers_are_not_a_range(text: str, found: list[str]) -> None:
    """Those of a change, of different things, or of a score, which does not count."""
    assert [expression for expression, _, _ in quantities_in(text)] == found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("about", ""),
        ("nearly", ""),
        ("At least", ""),
        ("more than", ""),
        ("fewer than", ""),
        ("no more than", ""),
        ("just under", ""),
        ("a little over", ""),
        ("up to", ""),
        ("only", ""),
        ("maybe", ""),
        ("at least about", ""),
        ("", " or so"),
        ("", " or more"),
        ("over", " or less"),
    ],
)
@pytest.mark.parametrize("figure", ["40 boats", "€40", "half", "40%", "40"])
def test_words_that_qualify_a_figure_stay_with_it(figure: str, before: str, after: str) -> None:
    whole = f"{before} {figure}{after}".strip()
    assert [expression for expression, _, _ in quantities_in(f"It had {whole}.")] == [whole]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It is a film about two boys.", ["two boys"]),
        ("They told him about two boys.", ["two boys"]),
        ("It fell over two years.", ["two years"]),
        ("It stood for over two years.", ["over two years"]),
        ("They handed over 12 men.", ["12 men"]),
        ("They served under two kings.", ["two kings"]),
        ("They add up to 12 boats.", ["12 boats"]),
        ("They saw the only two boats.", ["two boats"]),
        ("They saw 20 or so boats and 30-odd cars.", ["20 or so boats", "30-odd cars"]),
        ("They saw four or more boats.", ["four or more boats"]),
        ("They made $7 million more than a year ago.", ["$7 million", "a year"]),
        ("They saw just 12 boats, an estimated 40 cars.", ["12 boats", "40 cars"]),
    ],
)
def test_the_same_words_may_not_qualify_a_figure(text: str, found: list[str]) -> None:
    """Prepositions and particles stay outside; what follows a number may precede its noun."""
    assert [expression for expression, _, _ in quantities_in(text)] == found


@pytest.mark.parametrize(
    ("text", "expression", "unit"),
    [
        ("They pay €30 an acre.", "€30 an acre", "EUR an acre"),
        ("They pay €30 per household.", "€30 per household", "EUR per household"),
        ("They pay €30-an-hour wages.", "€30-an-hour", "EUR an hour"),
        ("They use 5 litres a head.", "5 litres a head", "litres a head"),
        ("They pay about €30 to €40 a ton.", "about €30 to €40 a ton", "EUR a ton"),
        ("They pay €30 a week later.", "€30", "EUR"),
        ("They gave 20 men a day off.", "20 men", "men"),
        ("They pay €30 a second time.", "€30", "EUR"),
        ("They gave 20 men a chance.", "20 men", "men"),
        ("It rose 5 points per cent.", "5 points", "points"),
    ],
)
def test_a_rate_keeps_its_unit(text: str, expression: str, unit: str) -> None:
    """It is part of the span and of the unit."""
    assert quantities_in(text)[0][::2] == (expression, unit)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They took one of the two boats.", ["one", "two boats"]),
        ("They took one of our 14 boats.", ["one", "14 boats"]),
        ("They took two boats and one of unknown make.", ["two boats", "one"]),
        ("They took at least one of them.", ["at least one"]),
        ("They took nine of our 14 boats.", ["nine", "14 boats"]),
        ("They took one of the boats.", []),
        ("They took one of them, one of Britain's best.", []),
    ],
)
def test_one_of_some_counts_next_to_another_number(text: str, found: list[str]) -> None:
    """So it does after a word that qualifies it; else it only picks one."""
    assert [expression for expression, _, _ in quantities_in(text)] == found


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
        "It opened at 3.12, at 4:06 and until 16.40 on Friday.",
        "She is in the chair at 7, and at 8 she leaves.",
        "They meet at about six or at five or six.",
        "They called 911, and a 911 dispatcher came.",
        "They met in 76 when it rained.",
        "It is a four-lane road, a nine-page plan and a two-way race.",
        "They live at 131 West 23rd Street.",
        "It is the number one issue of lane two.",
        "No one else came.",
        "At one point they left, and it was one hell of a show.",
        "They help people under 30.",
        "They saw the film 13 Hours and left.",
        "Ruiz will be 40, and Dell turned 51.",
        "They want to: 1) stay and 2) rest.",
        '<a id="12345">',
        "Kim Dell, 40 – a cook – won.",
        "They left at ten to one in the morning.",
        "She is a single mother of the single market.",
        "It is a mile, a year, and a day trip for a day trip.",
        "She has a second home, built by a third party.",
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
        ("11 of the 48 rollers", [("11", 11, "rollers"), ("48 rollers", 48, "rollers")]),
        ("9 men, and 48 rollers", [("9 men", 9, "men"), ("48 rollers", 48, "rollers")]),
        ("9, and 48 rollers", [("9", 9, None), ("48 rollers", 48, "rollers")]),
        ("70 and 80 per cent", [("70", 70, "%"), ("80 per cent", 80, "%")]),
        ("from 7 to 8 boats", [("7", 7, "boats"), ("8 boats", 8, "boats")]),
        ("four in every 10,000 units", [("four", 4, None), ("10,000 units", 10_000, "units")]),
    ],
)
def test_joined_numbers_share_a_unit(text: str, found: list[tuple[str, float, str | None]]) -> None:
    assert quantities_in(f"They saw {text}.") == found


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "1",
            "1 ",
            "1,111,",
            "one hundred ",
            "half a ",
            "1-1-",
            "$1 ",
            "ten or ",
            "1 Aa ",
            "1 to ",
        ),
        *(
            "$1 to $2 ",
            "about ",
            "about 1 ",
            "a mile ",
            "a single ",
            "one of ",
            "1 a year ",
            "at 7 ",
        ),
        *("between 1 and ", "1 or more ", "millions of ", "no more than "),
    ],
)
def test_no_text_makes_the_search_slow(unit: str) -> None:
    """Time grows linearly with length."""
    assert is_even(quantities_in, unit, 30_000)
