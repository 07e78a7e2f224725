# ruff: noqa: E501 # tables read better whole
"""Personal data is found by form, check digits and the words beside it; nothing else is."""

import time
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.featurelist import FEATURES
from policies.personal import KINDS, Finding, find_personal
from tests.policies.personal_cases import make_cases, score, select

FOUND = [
    ("Call me at 613-555-0142", [("phone", "613-555-0142")]),
    ("(613) 555-0142", [("phone", "(613) 555-0142")]),
    ("+1 613 555 0142 svp", [("phone", "+1 613 555 0142")]),
    ("mon cell 6135550142", [("phone", "6135550142")]),
    ("Phone: 0490 75 40 81", [("phone", "0490 75 40 81")]),
    ("Appelez-moi au 555-0142", [("phone", "555-0142")]),
    ("tél. 613.555.0142, poste 123", [("phone", "613.555.0142, poste 123")]),
    ("Cell:613-5550142 x22", [("phone", "613-5550142 x22")]),
    ("613-555-0142/613-555-0143", [("phone", "613-555-0142"), ("phone", "613-555-0143")]),
    ("6 1 3 - 5 5 5 - 0 1 4 2", [("phone", "6 1 3 - 5 5 5 - 0 1 4 2")]),
    ("six one three five five five zero one four two", [("phone", "six one three five five five zero one four two")]),
    ("cell six un trois cinq cinq cinq zéro un quatre deux!", [("phone", "six un trois cinq cinq cinq zéro un quatre deux")]),
    ("+33 6 12 34 56 78", [("phone", "+33 6 12 34 56 78")]),
    ("on my registered 024 971 50 30", [("phone", "024 971 50 30")]),
    ("le 06 12 34 56 78", [("phone", "06 12 34 56 78")]),
    ("011 44 20 7946 0958", [("phone", "011 44 20 7946 0958")]),
    ("https://wa.me/16135550142", [("phone", "16135550142")]),
    ("Call @x at 613-555-0142, my SIN is 046 454 286", [("phone", "613-555-0142"), ("sin", "046 454 286")]),
    ("my card is 180016070420458", [("card", "180016070420458")]),
    ("someone@mail.example", [("email", "someone@mail.example")]),
    ("some.one [at] mail [dot] example", [("email", "some.one [at] mail [dot] example")]),
    ("quelquun (arobase) courriel.example", [("email", "quelquun (arobase) courriel.example")]),
    ("quelquun arobas courriel point com", [("email", "quelquun arobas courriel point com")]),
    ("someone at gmail dot com", [("email", "someone at gmail dot com")]),
    ("x @ mail . example", [("email", "x @ mail . example")]),
    ("SIN 046 454 286", [("sin", "046 454 286")]),
    ("mon NAS: 046454286", [("sin", "046454286")]),
    ("046-454-286", [("sin", "046-454-286")]),
    ("SIN 0 4 6 4 5 4 2 8 6", [("sin", "0 4 6 4 5 4 2 8 6")]),
    ("046454286, c'est mon numéro d'assurance sociale", [("sin", "046454286")]),
    ("my SIN is 046,454,286", [("sin", "046,454,286")]),
    ("NAS046454286", [("sin", "046454286")]),
    ("SSN 123-45-6789", [("sin", "123-45-6789")]),
    ("NAS temporaire 900 000 001", [("sin", "900 000 001")]),
    ("BN 046 454 286", [("business_number", "046 454 286")]),
    ("046454286 RC 0001", [("business_number", "046454286 RC 0001")]),
    ("GST/HST 04645 4286 RT0001", [("business_number", "04645 4286 RT0001")]),
    ("NEQ 1161234567", [("business_number", "1161234567")]),
    ("my visa 4111 1111 1111 1111", [("card", "4111 1111 1111 1111")]),
    ("4111-1111-1111-1111 exp 04/27 CVV 123", [("card", "4111-1111-1111-1111"), ("card", "04/27"), ("card", "123")]),
    ("3782 822463 10005", [("card", "3782 822463 10005")]),
    ("RAMQ TREM 9005 1412", [("health_card", "TREM 9005 1412")]),
    ("TREM90551412", [("health_card", "TREM90551412")]),
    ("health card 1234-567-897 ON", [("health_card", "1234-567-897 ON")]),
    ("1234-567-897-AB", [("health_card", "1234-567-897-AB")]),
    ("PHN 9698 658 215", [("health_card", "9698 658 215")]),
    ("Alberta health care number 12345-6789", [("health_card", "12345-6789")]),
    ("carte santé des T.N.-O. N1234567", [("health_card", "N1234567")]),
    ("MCP 123 456 789 012", [("health_card", "123 456 789 012")]),
    ("PEI health card 12345678", [("health_card", "12345678")]),
    ("Manitoba health registration 123456", [("health_card", "123456")]),
    ("passport AB123456", [("passport", "AB123456")]),
    ("passeport no A123456BC", [("passport", "A123456BC")]),
    ("permis de conduire T1234-567890-12", [("driver_licence", "T1234-567890-12")]),
    ("driver's licence 1234567", [("driver_licence", "1234567")]),
    ("A1234-56789-06123", [("driver_licence", "A1234-56789-06123")]),
    ("IUC : 1234-5678", [("immigration_number", "1234-5678")]),
    ("my study permit application W123456789", [("immigration_number", "W123456789")]),
    ("GB82 WEST 1234 5698 7654 32 to my bank", [("bank_account", "GB82 WEST 1234 5698 7654 32")]),
    ("transit 12345, institution 003, compte 1234567", [("bank_account", "12345"), ("bank_account", "003"), ("bank_account", "1234567")]),
    ("I live in K1A 0B1", [("postal_code", "K1A 0B1")]),
    ("from 192.168.10.24 today", [("ip", "192.168.10.24")]),
    ("2001:db8::ff00:42:8329", [("ip", "2001:db8::ff00:42:8329")]),
    ("12 Maple Street", [("address", "12 Maple Street")]),
    ("305-12 Maple St., Unit 4", [("address", "305-12 Maple St., Unit 4")]),
    ("at 12 maple street", [("address", "12 maple street")]),
    ("au 12, rue des Érables, app. 3", [("address", "12, rue des Érables, app. 3")]),
    ("au 5, 3e Avenue", [("address", "5, 3e Avenue")]),
    ("I live at 9922 Old Mill Road", [("address", "9922 Old Mill Road")]),
    ("6327 rang Virginie Apt. 678", [("address", "6327 rang Virginie Apt. 678")]),
    ("P.O. Box 123", [("address", "P.O. Box 123")]),
    ("case postale 456", [("address", "case postale 456")]),
    ("R.R. #2", [("address", "R.R. #2")]),
    ("née le 5 mars 1990", [("birth_date", "5 mars 1990")]),
    ("DOB: 1990-03-05", [("birth_date", "1990-03-05")]),
    ("born in Halifax on March 5th, 1990", [("birth_date", "March 5th, 1990")]),
]  # fmt: skip


def values(text: str) -> list[tuple[str, str]]:
    """Return what is found, with its words."""
    return [(item.kind, text[slice(*item.span)]) for item in find_personal(text)]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found(text: str, expected: list[tuple[str, str]]) -> None:
    """Each kind is found whole."""
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "６１３－５５５－０１４２",
        "٦١٣-٥٥٥-٠١٤٢",
        "𝟔𝟏𝟑-𝟓𝟓𝟓-𝟎𝟏𝟒𝟐",
        "613\u00a0555\u202f0142",
        "613‑555–0142",
        "6\u200b1\u200c3-5\u206055-0142",
        "6️⃣1️⃣3️⃣-555-0142",
        "613-555-O142",
    ],
)
def test_disguised_digits(text: str) -> None:
    """Foreign digits, strange spaces and unseen characters do not hide a number; offsets are the original's."""
    before = "Appelez ➜ "
    span = (len(before), len(before) + len(text))
    assert find_personal(f"{before}{text} svp") == [Finding("phone", span)]


@pytest.mark.parametrize(
    "text",
    [
        "I owe 12,345.67 since 2019-05-01",
        "Je dois 12 345,67 $ depuis le 2019-05-01",
        "Call 1-800-555-0199 or 1 866 555 0123",
        "File 123 456 789",
        "Dossier no 046 454 286",
        "File number: 613-555-0142",
        "Dossier 2024-00123-45",
        "version 1.2.3.4.5",
        "version 10.0.0.1",
        "article 12.1.2.3",
        "On 2018-02-24 12:45:18 I applied",
        "Phone: 2026-01-14 15:00",
        "Appelez au 1 800 555-0199",
        "from 8:30 to 16:30, 2025-2026",
        "sin is a sin 123456789",
        "76 ans habite st félix",
        "T4A 2025 100 200 300",
        "046454286",
        "6135550142",
        "1 234 567 personnes; 123 456 782 $",
        "nous avons reçu 1 234 567 appels",
        "ISBN 978-0-306-40615-7",
        "https://mail.example/6135550142 https://x.example/4111111111111111",
        "4111 1111 1111 1112",
        "GB82 WEST 1234 5698 7654 33",
        "localhost 127.0.0.1 at 12:30:45",
        "std::vector and a::b::c",
        "je suis né en 1990",
        "Le programme est né le 5 mars 1990",
        "1 place de stationnement, 12 rues fermées, 3 avenues possibles",
        "24 hours a day on the road, 50k followers but she drives",
        "2064 Supreme Court",
        "@someone.example meet us at the point com",
        "one two three, four five six",
        "dossier 024 971 50 30, 01-02-2003, 0.12 345 678",
        "I owe 046,454,286 and my SIN was asked for",
        "CP24 said so; R2D2",
        "#covid19 #2024",
    ],
)  # fmt: skip
def test_not_found(text: str) -> None:
    """Amounts, dates, file numbers, links and public lines are not personal data."""
    assert values(text) == []


def test_own_numbers() -> None:
    """Numbers that the agency publishes do not count, however they are written."""
    text = "Call 613-555-0142, +1 (613) 555 0142 or 613-555-0143"
    found = find_personal(text, own_numbers=["1 613 555-0142"])
    assert [text[slice(*item.span)] for item in found] == ["613-555-0143"]


def test_every_kind_has_a_feature() -> None:
    """A policy can ask about each kind."""
    names = {kind: f"{kind}s" for kind in KINDS} | {"address": "addresses", "ip": "ip_addresses"}
    assert set(names.values()) <= set(FEATURES)


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("held_back", [False, True])
def test_quality(lang: str, *, held_back: bool) -> None:
    """Of made-up messages in each language, those held back included, F1 is at least 0.95."""
    cases = make_cases()
    scores = score(
        (one.text, one.expected, find_personal(one.text))
        for one in select(cases, lang, held_back=held_back)
    )
    assert scores.total().f1 >= 0.95, scores.faults[:10]


_PIECES = st.sampled_from(
    ["613-555-0142", "046 454 286", "SIN ", "NAS : ", "call ", "card ", "4111 1111 1111 1111", "a@b.example", " at ", " dot ", "12 Maple St ", "12, rue des Pins",
     "K1A 0B1", "203.0.113.7", "TREM 9005 1412", "né le 5 mars 1990", "\u200b", "\u0301", "６", "𝟔", "O", "-", ".", " ", "\n", "@", "(", "+", "1", "2", "İ", "ß", "🎉", "passport AB123456 "]
)  # fmt: skip


@given(st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=14).map("".join)))
@settings(max_examples=150, deadline=None)
def test_spans(text: str) -> None:
    """Whatever the text, spans lie inside it, in order, none overlapping another, and none is empty."""
    found = find_personal(text)
    ends = [0] + [item.span[1] for item in found]
    assert all(
        end <= item.span[0] < item.span[1] <= len(text)
        for end, item in zip(ends, found, strict=False)
    )
    assert {item.kind for item in found} <= set(KINDS)


_SOUPS = {
    "digits": "0123456789",
    "spaced digits": "0123456789 ",
    "separators": "0123456789 -.()/+",
    "letters": "0123456789ABCDEabcde @.",
}


@pytest.mark.parametrize(
    "name", [*_SOUPS, "ones", "phones", "zero width", "words", "addresses", "dots"]
)
def test_hostile_length(name: str) -> None:
    """Twenty thousand characters made to be slow take less than a quarter of a second."""
    random = Random(name)  # noqa: S311 - the same soup each time
    repeated = {"ones": "1 ", "phones": "613-555-0142 ", "zero width": "6\u200b", "words": "call sin card phone 12 ", "addresses": "12 A A A rue de la ", "dots": "a.b at c dot "}  # fmt: skip
    text = (
        "".join(random.choices(_SOUPS[name], k=20_000))
        if name in _SOUPS
        else (repeated[name] * 20_000)[:20_000]
    )
    find_personal("613-555-0142 a@b.example")  # tables are made once
    started = time.process_time()
    find_personal(text)
    assert time.process_time() - started < 0.25
