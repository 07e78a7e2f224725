"""Personal data is found by form and check digits, hidden for display, and nothing else is."""

import pytest

from policies.fingerprint import fingerprint
from policies.masking import mask
from policies.personal import find_personal

FOUND = [
    ("Call me at 613-555-0142", [("phone", "613-555-0142")]),
    ("(613) 555-0142", [("phone", "(613) 555-0142")]),
    ("+1 613 555 0142 svp", [("phone", "+1 613 555 0142")]),
    ("mon cell 6135550142", [("phone", "6135550142")]),
    ("Phone: 0490 75 40 81", [("phone", "0490 75 40 81")]),
    ("Appelez-moi au 555-0142", [("phone", "555-0142")]),
    ("my card is 180016070420458", [("card", "180016070420458")]),
    ("someone@mail.example", [("email", "someone@mail.example")]),
    ("some.one [at] mail [dot] example", [("email", "some.one [at] mail [dot] example")]),
    ("SIN 046 454 286", [("sin", "046 454 286")]),
    ("mon NAS: 046454286", [("sin", "046454286")]),
    ("046-454-286", [("sin", "046-454-286")]),
    ("BN 046 454 286", [("business_number", "046 454 286")]),
    ("046454286 RC 0001", [("business_number", "046454286 RC 0001")]),
    ("my visa 4111 1111 1111 1111", [("card", "4111 1111 1111 1111")]),
    ("RAMQ TREM 9005 1412", [("health_card", "TREM 9005 1412")]),
    ("health card 1234-567-897 ON", [("health_card", "1234-567-897 ON")]),
    ("passport AB123456", [("passport", "AB123456")]),
    ("I live in K1A 0B1", [("postal_code", "K1A 0B1")]),
    ("from 192.168.10.24 today", [("ip", "192.168.10.24")]),
    ("12 Maple Street", [("address", "12 Maple Street")]),
    ("au 12, rue des Érables", [("address", "12, rue des")]),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found(text: str, expected: list[tuple[str, str]]) -> None:
    """Each kind is found whole."""
    found = find_personal(text)
    assert [(item.kind, text[item.span[0] : item.span[1]]) for item in found] == expected


@pytest.mark.parametrize(
    "text",
    [
        "I owe 12,345.67 since 2019-05-01",
        "Je dois 12 345,67 $ depuis le 2019-05-01",
        "Call 1-800-555-0199 or 1 866 555 0123",
        "File 123 456 789",
        "Dossier 2024-00123-45",
        "version 1.2.3.4.5",
        "On 2018-02-24 12:45:18 I applied",
        "Phone: 2026-01-14 15:00",
        "Appelez au 1 800 555-0199",
        "from 8:30 to 16:30, 2025-2026",
        "sin is a sin 123456789",
        "76 ans habite st félix",
        "T4A 2025 100 200 300",
    ],
)
def test_not_found(text: str) -> None:
    """Amounts, dates, file numbers and public lines are not personal data."""
    assert find_personal(text) == []


def test_mask() -> None:
    """Personal data and handles are replaced by dots; the rest stays."""
    assert mask("Hi @someone, I am at 613-555-0142 or a@b.example, SIN 046 454 286.") == (
        "Hi @•••, I am at ••• or •••, SIN •••."
    )
    assert mask("Rien à cacher") == "Rien à cacher"
    assert mask("") == ""


def test_fingerprint() -> None:
    """Case, accents, spacing and decoration do not matter; words do."""
    assert fingerprint("Réparez le portail!!") == fingerprint("REPAREZ   le portail 😡")
    assert fingerprint("see https://a.example/1") == fingerprint("See https://b.example/2")
    assert fingerprint("Fix the portal") != fingerprint("Fix the portals")
    assert fingerprint("😡") != fingerprint("🎉")
    assert fingerprint("\ud800") != fingerprint("")
