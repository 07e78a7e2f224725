"""Amounts: read in one language, written as the other does, with the same value."""

import pytest

from translations.amounts.reading import read_amounts
from translations.amounts.values import Code, Money
from translations.amounts.writing import write_amount
from translations.values import Region

N = "\u00a0"
T = "\u202f"

# English, Canadian French; each is read and gives the other.
BOTH_WAYS = [
    ("$1,234.50", f"1{N}234,50{N}$"),
    ("$30", f"30{N}$"),
    ("$0.50", f"0,50{N}$"),
    ("-$50", f"-50{N}$"),
    ("US$50", f"50{N}${N}US"),
    ("€5", f"5{N}€"),
    ("50¢", f"50{N}¢"),
    ("$5 million", f"5{N}millions de dollars"),
    ("$1.5 billion", f"1,5{N}milliard de dollars"),
    ("US$2 million", f"2{N}millions de dollars américains"),
    ("5.25%", f"5,25{N}%"),
    ("100%", f"100{N}%"),
    ("10,000", f"10{N}000"),
    ("1,234,567.89", f"1{N}234{N}567,89"),
    ("3.5", "3,5"),
    ("2026", "2026"),
    ("3.5 million", f"3,5{N}millions"),
    ("1 million", f"1{N}million"),
    ("2 billion", f"2{N}milliards"),
    ("3 trillion", f"3{N}billions"),
    ("20 °C", f"20{N}°C"),
    ("-5 km", f"-5{N}km"),
    ("10 GB", f"10{N}Go"),
    ("1st", "1er"),
    ("22nd", "22e"),
    ("103rd", "103e"),
    ("11th", "11e"),
    ("1990s", "années 1990"),
    ("2025-2026", "2025-2026"),
    ("November 23, 2026", "le 23 novembre 2026"),
    ("Monday, November 23, 2026", "le lundi 23 novembre 2026"),
    ("December 1", "le 1er décembre"),
    ("August 2026", "août 2026"),
    ("May 3 and 9, 2026", "les 3 et 9 mai 2026"),
    ("from May 3 to 9, 2026", "du 3 au 9 mai 2026"),
    ("8:30 a.m.", f"8{N}h{N}30"),
    ("5 p.m.", f"17{N}h"),
    ("12:05 a.m.", f"0{N}h{N}05"),
    ("12 p.m.", f"12{N}h"),
    ("8:30 a.m. ET", f"8{N}h{N}30 (HE)"),
]

ENGLISH_ONLY = [
    ("1.5 thousand", f"1{N}500"),
    ("$5M", f"5{N}M$"),
    ("$20K", f"20{N}000{N}$"),
    ("$.50", f"0,50{N}$"),
    ("50$", f"50{N}$"),
    ("$50 US", f"50{N}${N}US"),
    ("$12345", f"12{N}345{N}$"),
    ("5 percent", f"5{N}%"),
    ("5.5 per cent", f"5,5{N}%"),
    ("on Nov. 3rd, 2026", "le 3 novembre 2026"),
    ("the 5th of May", "le 5 mai"),
    ("3 June 2026", "le 3 juin 2026"),
    ("11/23/2026", "2026-11-23"),
    ("17:30", f"17{N}h{N}30"),
    ("2025–26", "2025-2026"),
    ("1999/00", "1999-2000"),
    ("2025-27", "2025-27"),
    ("6.30 a.m. sharp", f"6{N}h{N}30 sharp"),
    ("the '60s", "the années 60"),
    ("9-5 p.m. daily", f"9{N}h à 17{N}h daily"),
    ("8:30–10 a.m. only", f"8{N}h{N}30 à 10{N}h only"),
    ("20°C", f"20{N}°C"),
    ("1234", "1234"),
    ("-3", "-3"),
]

FRENCH_ONLY = [
    ("1 234,50$", "$1,234.50"),
    ("1.234,50 $", "$1,234.50"),
    ("1,234.50 $", "$1,234.50"),
    ("$30", "$30"),
    ("0,015 million de dollars", "$0.015 million"),
    ("1,234 million de dollars", "$1.234 million"),
    ("0,125 $", "$0.125"),
    ("15,000 $", "$15,000"),
    ("1,234 $", "$1,234"),
    ("139,217 demandes", "139,217 demandes"),
    ("2,125 %", "2.125%"),
    ("8,733 km", "8.733 km"),
    ("5,000 km", "5,000 km"),
    ("pour 24h", "pour 24 hours"),
    ("à 24 h", "à 12 a.m."),
    ("5 M$", "$5 million"),
    ("3 G$", "$3 billion"),
    ("20 k$", "$20,000"),
    (f"1{T}234{T}567", "1,234,567"),
    ("3.5", "3.5"),
    ("5 pour cent", "5%"),
    ("8h30", "8:30 a.m."),
    (f"17{N}h{N}00", "5 p.m."),
    ("48 h", "48 hours"),
    ("8 h 30-10 h", "8:30 a.m. to 10 a.m."),
    ("1re", "1st"),
    ("2ème", "2nd"),
    ("23/11/2026", "2026-11-23"),
    ("5 fevrier 2026", "February 5, 2026"),
    ("3 mille", "3,000"),
]

AS_THEY_ARE = [
    *("24/7", "1.2.3", "B2B", "5G", "2025-2028", "5-10", "05/06/2026", "4x4", "3.14.15"),
    *("12:30:05", "31/31/2026", "13 p.m", "25:10"),
]


def _only(text: str, lang: str, to: str, region: Region = "fr_CA") -> str:
    """Return a text with its amounts written for the other language."""
    done, place = "", 0
    for one in read_amounts(text, lang):
        done += text[place : one.start] + write_amount(one.amount, to, region)
        place = one.end
    return done + text[place:]


@pytest.mark.parametrize(("english", "french"), BOTH_WAYS)
def test_both_ways(english: str, french: str) -> None:
    """Each form is read as one amount, equal in both languages, and gives the other form."""
    (there,), (back,) = read_amounts(english, "en"), read_amounts(french, "fr")
    assert there.amount == back.amount
    whole = len(english) - english.endswith(".m.")  # the sentence may end with that full stop
    assert (there.end - there.start, back.end - back.start) == (whole, len(french))
    assert write_amount(there.amount, "fr") == french
    assert write_amount(back.amount, "en") == english


@pytest.mark.parametrize(("text", "expected"), ENGLISH_ONLY)
def test_what_english_also_writes(text: str, expected: str) -> None:
    """Other habits of English are understood."""
    assert _only(text, "en", "fr") == expected


@pytest.mark.parametrize(("text", "expected"), FRENCH_ONLY)
def test_what_french_also_writes(text: str, expected: str) -> None:
    """Other habits of French are understood, also those taken from English."""
    assert _only(text, "fr", "en") == expected


@pytest.mark.parametrize("text", AS_THEY_ARE)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_codes_and_doubtful_dates_stay(text: str, lang: str) -> None:
    """What could be read in two ways, or is no amount, is copied."""
    assert _only(text, lang, "fr" if lang == "en" else "en") == text


def test_a_full_stop_in_a_reference_is_no_decimal() -> None:
    """Section 3.1 is « article 3.1 »; 3.1 days are 3,1."""
    assert _only("section 3.1 and 3.1 days", "en", "fr") == "section 3.1 and 3,1 days"


def test_words_that_look_like_months() -> None:
    """ "may" and "march" are months only where they are written as months."""
    assert _only("you may 5 times march 3 steps", "en", "fr") == "you may 5 times march 3 steps"
    assert _only("by May 5 and june 3", "en", "fr") == "by le 5 mai and le 3 juin"


def test_a_number_after_a_day_is_no_day_unless_it_ends_there() -> None:
    """Six people came; the sixth of May is another thing."""
    assert _only("on May 5 and 6 people came", "en", "fr") == "le 5 mai and 6 people came"
    assert _only("May 9 and 10.5 million", "en", "fr") == f"le 9 mai and 10,5{N}millions"
    assert _only("May 9 to 10.5%", "en", "fr") == f"le 9 mai to 10,5{N}%"
    assert _only("on May 5 and 6.", "en", "fr") == "les 5 et 6 mai."
    assert _only("fermé les 5 et 6 mai", "fr", "en") == "fermé on May 5 and 6"


def test_hours_that_last_are_no_time_of_day() -> None:
    """« en 24 h » is within 24 hours; « à 20 h » is 8 p.m."""
    assert _only("en 24 h, de 8 h à 20 h, plus de 8 h", "fr", "en") == (
        "en 24 hours, de 8 a.m. à 8 p.m., plus de 8 hours"
    )
    assert _only("à 8 heures, en 8 heures, 8 heures", "fr", "en") == (
        "à 8 a.m., en 8 hours, 8 hours"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("publié le 5 mai 2026", "publié on May 5, 2026"),
        ("avant le 5 mai", "avant May 5"),
        ("du 5 mai", "du May 5"),
        ("La date limite est le 5 mai.", "La date limite est May 5."),
        ("Le 5 mai, nous fermons", "on May 5, nous fermons"),
        ("Le 5 mai est férié", "May 5 est férié"),
    ],
)
def test_whether_it_is_on_a_day(text: str, expected: str) -> None:
    """« le 5 mai » is "on May 5" where something happens then."""
    assert _only(text, "fr", "en") == expected


def test_the_french_of_france() -> None:
    """Groups of figures stand apart by a narrow space there."""
    assert _only("$1,234.50 for 10,000", "en", "fr", "fr_FR") == f"1{T}234,50{N}$ for 10{T}000"


def test_values_apart_from_their_form() -> None:
    """Equal values are equal however they are written; others are not."""
    (one,), (other,) = read_amounts("$1,000.00", "en"), read_amounts("1000 $", "fr")
    assert isinstance(one.amount, Money)
    assert one.amount == other.amount
    (wrong,) = read_amounts("1000 $ US", "fr")
    assert one.amount != wrong.amount


def test_every_figure_belongs_to_something() -> None:
    """No figure is left to an engine, whatever stands around it."""
    text = "x1 1x a-1-b ²3 ٣ 1,2,3 .5. 5.. 1e9 #1 $ 1 $$2 1$2 №4 1 2  3\u00a04 5–6"
    taken = bytearray(len(text))
    for one in read_amounts(text, "en"):
        assert not any(taken[one.start : one.end])
        taken[one.start : one.end] = b"\x01" * (one.end - one.start)
    assert [sign for sign, by in zip(text, taken, strict=True) if sign.isdecimal() and not by] == []
    assert read_amounts("none", "en") == []
    assert read_amounts("A1", "en")[0].amount == Code(text="A1")
