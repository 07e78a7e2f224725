# ruff: noqa: E501 # tables read better whole
"""Made-up values of every kind, valid by their check digits, drawn with a fixed seed."""

from collections.abc import Callable
from random import Random
from typing import Final

from policies.personaldata.checks import card_scheme, is_bc_health, is_iban, is_luhn

_CARD_STARTS: Final = (
    ("4", 16),
    ("51", 16),
    ("2221", 16),
    ("34", 15),
    ("37", 15),
    ("6011", 16),
    ("35285", 16),
)
_STREETS: Final = ("Maple Street", "Elm St.", "King Street West", "Old Mill Road", "5th Avenue", "Birch Cres.", "Sir John Blvd", "Lakeview Drive", "St. Clair Ave W", "Pine Lane")  # fmt: skip
_RUES: Final = ("rue des Érables", "boul. Saint-Laurent", "avenue du Parc", "chemin de la Côte-Rouge", "rue Principale", "av. Laval", "rang Saint-Joseph", "rue Sainte-Anne Ouest", "montée de l'Église", "place Royale")  # fmt: skip
_MONTHS: Final = (
    "January February March April May June July August September October November December".split()
)
_MOIS: Final = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)


def digits(random: Random, count: int, first: str = "0123456789") -> str:
    """Return so many random digits, the first one of those given."""
    return random.choice(first) + "".join(random.choice("0123456789") for _ in range(count - 1))


def with_luhn(random: Random, start: str, count: int) -> str:
    """Return digits that begin so and pass the Luhn formula."""
    body = start + "".join(random.choice("0123456789") for _ in range(count - len(start) - 1))
    return next(body + last for last in "0123456789" if is_luhn(body + last))


def without_luhn(random: Random, count: int) -> str:
    """Return digits that fail the Luhn formula."""
    number = with_luhn(random, random.choice("1234567"), count)
    return number[:-1] + str((int(number[-1]) + random.randint(1, 9)) % 10)


def grouped(number: str, sizes: tuple[int, ...], sign: str) -> str:
    """Return a number in groups of these sizes."""
    parts, at = [], 0
    for size in sizes:
        parts.append(number[at : at + size])
        at += size
    return sign.join(parts)


def _phone_digits(random: Random) -> str:
    area = random.choice(("613", "819", "514", "418", "604", "902", "506", "204", "416", "867"))
    return f"{area}555{random.randint(100, 199):04}"


def _phone(random: Random) -> str:
    d = _phone_digits(random)
    a, b, c = d[:3], d[3:6], d[6:]
    return random.choice(
        (f"{a}-{b}-{c}", f"({a}) {b}-{c}", f"{a} {b}-{c}", f"{a}.{b}.{c}", f"{a} {b} {c}", f"+1 {a} {b} {c}", f"1-{a}-{b}-{c}", f"+1{d}", f"({a}){b}-{c}", f"1 ({a}) {b}-{c}", f"{a}\u00a0{b}\u2011{c}", f"{a}\u2013{b}\u2013{c}")
    )  # fmt: skip


def _foreign(random: Random) -> str:
    return random.choice(
        (
            f"+33 6 {digits(random, 2)} {digits(random, 2)} {digits(random, 2)} {digits(random, 2)}",
            f"+44 7{digits(random, 3)} {digits(random, 6)}",
            f"+237 6{digits(random, 8)}",
            f"+32 4{digits(random, 2)} {digits(random, 2)} {digits(random, 2)} {digits(random, 2)}",
        )
    )


def _email(random: Random) -> str:
    name = random.choice(("ana.k", "m_roy", "sam+loan", "j.tremblay99", "lea-b", "x7", "o'neil"))
    host = random.choice(("mail.example", "courriel.example", "my-post.example", "univ.qc.example"))
    return f"{name}@{host}"


def _disguised(random: Random) -> str:
    return random.choice(
        (
            "ana.k [at] mail [dot] example",
            "m.roy (at) post (dot) ca",
            "lea at gmail dot com",
            "sam [at] mail.example",
            "x7@mail dot com",
            "ana . k @ mail . com",
        )
    )


def _deguise(random: Random) -> str:
    return random.choice(
        (
            "ana.k [arobase] courriel [point] com",
            "m.roy (arobase) courriel.example",
            "lea arobase gmail point com",
            "sam [at] courriel.example",
            "x7 (a) courriel (point) ca",
        )
    )


def _bc(random: Random) -> str:
    while True:
        number = digits(random, 10, "9")
        if is_bc_health(number):
            return grouped(number, (4, 3, 3), random.choice((" ", "-")))


def _iban(random: Random) -> str:
    country, body = random.choice(
        (
            ("GB", "WEST" + digits(random, 14)),
            ("FR", digits(random, 23)),
            ("DE", digits(random, 18)),
        )
    )
    number = next(
        f"{country}{n:02}{body}" for n in range(2, 99) if is_iban(f"{country}{n:02}{body}")
    )
    return random.choice((number, " ".join(number[at : at + 4] for at in range(0, len(number), 4))))


def _card(random: Random) -> str:
    start, size = random.choice(_CARD_STARTS)
    number = with_luhn(random, start, size)
    sizes = (4, 6, 5) if size == 15 else (4, 4, 4, 4)
    return grouped(number, sizes, random.choice((" ", "-")))


def _card_bare(random: Random) -> str:
    start, size = random.choice(_CARD_STARTS)
    number = with_luhn(random, start, size)
    return number if card_scheme(number) else _card_bare(random)


def _sin(random: Random) -> str:
    return grouped(
        with_luhn(random, random.choice("1234567"), 9),
        (3, 3, 3),
        random.choice((" ", "-", "\u00a0", ".")),
    )


def _ramq(random: Random) -> str:
    month = random.randint(1, 12) + random.choice((0, 50))
    return grouped(f"{random.choice(('TREM', 'ROYL', 'GAGN', 'BOUC'))}{random.randint(40, 99)}{month:02}{random.randint(1, 28):02}{digits(random, 2)}", (4, 4, 4), random.choice((" ", "", "-")))  # fmt: skip


def _ontario(random: Random) -> str:
    number = grouped(
        with_luhn(random, random.choice("123456789"), 10), (4, 3, 3), random.choice(("-", " ", ""))
    )
    return number + random.choice(("", " AB", "-KL", " XD"))


def _ontario_licence(random: Random) -> str:
    birth = f"{random.randint(40, 99)}{random.randint(1, 12) + random.choice((0, 50)):02}{random.randint(1, 28):02}"
    number = digits(random, 4) + digits(random, 4) + birth
    return random.choice("ABCDGHLMRSTW") + grouped(
        number, (4, 5, 5), random.choice(("-", "-", " "))
    )


def _postal(random: Random) -> str:
    first, other = "ABCEGHJKLMNPRSTVXY", "ABCEGHJKLMNPRSTVWXYZ"
    left = random.choice(first) + digits(random, 1) + random.choice(other)
    right = digits(random, 1) + random.choice(other) + digits(random, 1)
    both = left + random.choice((" ", "", " ")) + right
    return both.lower() if random.random() < 0.2 else both


def _date(random: Random, low: int = 1940, high: int = 2008) -> str:
    y, m, d = random.randint(low, high), random.randint(1, 12), random.randint(1, 28)
    return random.choice(
        (f"{y}-{m:02}-{d:02}", f"{d:02}/{m:02}/{y}", f"{y}/{m:02}/{d:02}", f"{d}-{m}-{y}")
    )


def _date_words(random: Random) -> str:
    m, d, y = random.choice(_MONTHS), random.randint(1, 28), random.randint(1940, 2008)
    return random.choice((f"{m} {d}, {y}", f"{d} {m} {y}", f"{m[:3]} {d} {y}"))


def _date_mots(random: Random) -> str:
    day = random.randint(1, 28)
    return f"{'1er' if day == 1 else day} {random.choice(_MOIS)} {random.randint(1940, 2008)}"


def _isbn(random: Random) -> str:
    number = "978" + digits(random, 9)
    check = (10 - sum(int(c) * (1, 3)[n % 2] for n, c in enumerate(number))) % 10
    return random.choice(
        (f"978-{number[3]}-{number[4:8]}-{number[8:12]}-{check}", number + str(check))
    )


# placeholder -> (kind, maker)
POSITIVE: Final[dict[str, tuple[str, Callable[[Random], str]]]] = {
    "phone": ("phone", _phone),
    "phone_bare": ("phone", _phone_digits),
    "phone_ext": ("phone", lambda r: f"{_phone(r)} {r.choice(('ext. ', 'x', 'ext '))}{r.randint(10, 9999)}"),
    "phone_poste": ("phone", lambda r: f"{_phone(r)}, poste {r.randint(10, 9999)}"),
    "phone_foreign": ("phone", _foreign),
    "phone_local": ("phone", lambda r: f"555-01{digits(r, 2)}"),
    "phone_spaced": ("phone", lambda r: " ".join(_phone_digits(r))),
    "email": ("email", _email),
    "email_disguised": ("email", _disguised),
    "email_disguised_fr": ("email", _deguise),
    "sin": ("sin", _sin),
    "sin_bare": ("sin", lambda r: with_luhn(r, r.choice("1234567"), 9)),
    "sin_temporary": ("sin", lambda r: grouped(with_luhn(r, "9", 9), (3, 3, 3), " ")),
    "bn": ("business_number", lambda r: with_luhn(r, r.choice("178"), 9)),
    "bn_program": ("business_number", lambda r: f"{with_luhn(r, r.choice('178'), 9)}{r.choice((' ', ''))}{r.choice(('RC', 'RT', 'RP'))}000{r.randint(1, 9)}"),
    "neq": ("business_number", lambda r: digits(r, 1, "1") + "1" + digits(r, 8)),
    "health_on": ("health_card", _ontario),
    "health_qc": ("health_card", _ramq),
    "health_bc": ("health_card", _bc),
    "health_ab": ("health_card", lambda r: grouped(digits(r, 9), (5, 4), r.choice(("-", " ", "")))),
    "health_nine": ("health_card", lambda r: grouped(digits(r, 9), (3, 3, 3), r.choice(("-", " ", "")))),
    "health_ns": ("health_card", lambda r: grouped(digits(r, 10, "0123"), (4, 3, 3), " ")),
    "health_pe": ("health_card", lambda r: digits(r, 8)),
    "health_nl": ("health_card", lambda r: grouped(digits(r, 12), (3, 3, 3, 3), r.choice((" ", "")))),
    "health_yt": ("health_card", lambda r: "002" + digits(r, 6)),
    "health_nt": ("health_card", lambda r: r.choice("NDMT") + digits(r, 7)),
    "health_nu": ("health_card", lambda r: "1" + digits(r, 8)),
    "passport": ("passport", lambda r: r.choice((f"{r.choice('AGHK')}{r.choice('ABCDE')}{digits(r, 6)}", f"{r.choice('APW')}{digits(r, 6)}{r.choice('AB')}{r.choice('CD')}"))),
    "licence_on": ("driver_licence", _ontario_licence),
    "licence_qc": ("driver_licence", lambda r: r.choice("BCDGLMRST") + grouped(digits(r, 12), (4, 6, 2), r.choice(("-", "")))),
    "licence_bc": ("driver_licence", lambda r: digits(r, 7)),
    "uci": ("immigration_number", lambda r: r.choice((grouped(digits(r, 8), (4, 4), "-"), grouped(digits(r, 10, "1"), (2, 4, 4), "-"), digits(r, 8)))),
    "application": ("immigration_number", lambda r: r.choice("EFSVW") + digits(r, 9)),
    "card": ("card", _card),
    "card_bare": ("card", _card_bare),
    "expiry": ("card", lambda r: f"{r.randint(1, 12):02}/{r.randint(26, 31)}"),
    "cvv": ("card", lambda r: digits(r, 3)),
    "iban": ("bank_account", _iban),
    "transit": ("bank_account", lambda r: digits(r, 5)),
    "institution": ("bank_account", lambda r: r.choice(("001", "003", "004", "006", "010", "815"))),
    "account": ("bank_account", lambda r: digits(r, r.choice((7, 7, 10, 12)))),
    "address": ("address", lambda r: f"{r.choice(('', '305-', '4B-'))}{r.randint(2, 9999)} {r.choice(_STREETS)}{r.choice(('', '', ', apt. 4', ' Unit 12'))}"),
    "address_lower": ("address", lambda r: f"{r.randint(2, 999)} {r.choice(('maple street', 'old mill road', 'birch avenue'))}"),
    "address_fr": ("address", lambda r: f"{r.randint(2, 9999)}{r.choice((',', ''))} {r.choice(_RUES)}{r.choice(('', '', ', app. 3', ', bureau 210'))}"),
    "address_fr_lower": ("address", lambda r: f"{r.randint(2, 999)} {r.choice(('rue des pins', 'boul laurier', 'chemin du lac'))}"),
    "box": ("address", lambda r: f"{r.choice(('P.O. Box', 'PO Box', 'R.R.'))} {r.randint(1, 99)}"),
    "box_fr": ("address", lambda r: f"{r.choice(('case postale', 'C.P.', 'route rurale'))} {r.randint(1, 99)}"),
    "postal": ("postal_code", _postal),
    "ip": ("ip", lambda r: ".".join((str(r.randint(20, 223)), str(r.randint(0, 255)), str(r.randint(0, 255)), str(r.randint(1, 254))))),
    "ip6": ("ip", lambda r: r.choice((f"2001:db8::{r.randint(1, 9999):x}:{r.randint(1, 999):x}", "2001:db8:0:1:1:1:1:" + str(r.randint(1, 9999))))),
}  # fmt: skip

NEGATIVE: Final[dict[str, Callable[[Random], str]]] = {
    "tollfree": lambda r: f"{r.choice(('1-', '1 ', ''))}{r.choice(('800', '833', '866', '877', '888'))}{r.choice(('-', ' '))}555-01{digits(r, 2)}",
    "amount": lambda r: r.choice((f"${r.randint(1, 99)},{digits(r, 3)}.{digits(r, 2)}", f"{digits(r, 4, '123')}.{digits(r, 2)} dollars", f"$ {digits(r, 5, '123')}", f"{r.randint(1, 9)},{digits(r, 3)},{digits(r, 3)} $")),
    "amount_fr": lambda r: r.choice((f"{r.randint(1, 99)} {digits(r, 3)},{digits(r, 2)} $", f"{r.randint(1, 99)}\u00a0{digits(r, 3)}\u00a0$", f"{r.randint(1, 9)} {digits(r, 3)} {digits(r, 3)} $")),
    "file": lambda r: r.choice((grouped(digits(r, 9, "123"), (3, 3, 3), " "), digits(r, 10, "23"), f"20{digits(r, 2, '2')}-{digits(r, 5)}-{digits(r, 2)}", digits(r, 8))),
    "case": lambda r: r.choice((f"20{digits(r, 2, '2')}-{digits(r, 5)}", f"C-{digits(r, 7)}", digits(r, 9, "45"))),
    "ten_digits": lambda r: digits(r, 10, "2345"),
    "nine_unchecked": lambda r: r.choice((grouped(without_luhn(r, 9), (3, 3, 3), " "), without_luhn(r, 9))),
    "form": lambda r: r.choice(("T4A", "T2202", "RC66", "T1213", "TP-1", "T2201 (2024)")),
    "line": lambda r: digits(r, 5, "12"),
    "section": lambda r: r.choice(("12.1.3.4", "241", "5.2(3)", "1.4.1.12")),
    "big": lambda r: r.choice((f"{r.randint(1, 9)} {digits(r, 3)} {digits(r, 3)}", f"{digits(r, 3, '123')} {digits(r, 3)} {digits(r, 3)}", f"{r.randint(1, 9)},{digits(r, 3)},{digits(r, 3)}", digits(r, 7, "123"))),
    "percent": lambda r: f"{r.randint(1, 99)}.{digits(r, 2)}%",
    "percent_fr": lambda r: f"{r.randint(1, 99)},{digits(r, 2)} %",
    "version": lambda r: f"{r.randint(1, 20)}.{r.randint(0, 20)}.{r.randint(0, 30)}.{r.randint(0, 250)}",
    "isbn": _isbn,
    "year": lambda r: str(r.randint(1990, 2026)),
    "tracking": lambda r: r.choice(("7035" + digits(r, 12), f"RA{digits(r, 9)}CA", digits(r, 12, "9"))),
}  # fmt: skip
# in some templates a date is a birth date, in others it is not: the word before decides
DATES: Final[dict[str, Callable[[Random], str]]] = {
    "date": _date,
    "date_words": _date_words,
    "date_words_fr": _date_mots,
}
