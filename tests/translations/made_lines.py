"""Made-up sentences full of what must be kept, in both languages, from a seed."""

import random
from collections.abc import Iterator
from typing import Final

N: Final = "\u00a0"
_SPANS: Final = [
    *("https://a.example/x?y=1&z=2", "www.a.example/fr", "a.b@c.example", "@lsc_sac", "#prêts"),
    *("{name}", "T4A", "9-8-8", "613-555-0123", "2026-11-23", "K1A 0B1", "1-800-O-Canada", "<b>"),
]
_FRAMES: Final = {
    "en": [
        "Please pay {} before {}.",
        "The rate is {}, not {}; see {}.",
        "Between {} and {}, write to us: {}!",
        "{} people asked about {} ({}).",
        "Why {}? Because {}.",
        "Note: {} or {} and {} do not change",
    ],
    "fr": [
        f"Veuillez payer {{}} avant {{}}{N}: merci.",
        "Le taux est de {}, et non de {}; voir {}.",
        f"Entre {{}} et {{}}, écrivez-nous{N}: {{}}!",
        "{} personnes ont parlé de {} ({}).",
        "Pourquoi {}? Parce que {}.",
        f"Nota{N}: {{}} ou {{}} et {{}} ne changent pas",
    ],
}
_MONTHS: Final = {
    "en": ["January", "March", "May", "August", "December"],
    "fr": ["janvier", "mars", "mai", "août", "décembre"],
}


def made_lines(lang: str, count: int, seed: int = 7) -> Iterator[str]:
    """Yield lines; the same ones for the same seed."""
    dice = random.Random(seed)  # noqa: S311 - nothing secret is drawn
    for _ in range(count):
        frame = dice.choice(_FRAMES[lang])
        fills = [_thing(lang, dice) for _ in range(frame.count("{}"))]
        yield frame.format(*fills)


def _thing(lang: str, dice: random.Random) -> str:
    if dice.random() < 0.35:
        return dice.choice(_SPANS)
    whole, cents = dice.randrange(1, 10 ** dice.randrange(1, 7)), f"{dice.randrange(100):02}"
    day, year = dice.randrange(1, 29), dice.randrange(1990, 2040)
    month, hour, minute = dice.choice(_MONTHS[lang]), dice.randrange(1, 12), dice.randrange(10, 60)
    if lang == "en":
        return dice.choice(
            [
                *(f"${whole:,}.{cents}", f"${whole}", f"{hour}.{cents}%", f"{whole:,}"),
                *(f"{hour}.{cents}", f"{month} {day}, {year}", f"{month} {day}", str(year)),
                *(f"{hour}:{minute} a.m. sharp", f"{hour} p.m. sharp", f"${hour} million"),
                *(f"{hour}.5 million", f"{day}th", f"-{hour} °C", f"{hour}/{day}", f"{whole} km"),
            ]
        )
    grouped = f"{whole:,}".replace(",", N)
    return dice.choice(
        [
            *(f"{grouped},{cents}{N}$", f"{whole}$", f"{hour},{cents}{N}%", grouped),
            *(f"{hour},{cents}", f"le {day} {month} {year}", f"le {day} {month}", str(year)),
            *(f"{hour}{N}h{N}{minute}", f"{hour + 11} h précises", f"{hour} millions de dollars"),
            *(f"{hour},5 millions", f"{day}e", f"-{hour}{N}°C", f"{hour}/{day}", f"{whole} km"),
        ]
    )
