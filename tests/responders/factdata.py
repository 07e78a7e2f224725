"""A small bank for tests of the fact bank's forms and checks."""

from datetime import date
from pathlib import Path
from typing import Final

from responders.factbank import FactBank
from responders.factfiles import check_facts
from responders.values import Claim, Fact, Rating
from translations.values import Bilingual

DAY: Final = date(2026, 1, 14)

FREE: Final = Fact(
    id="free",
    statement=Bilingual(
        en="It costs $0 to apply.", fr="Il en coûte 0\u00a0$ pour présenter une demande."
    ),
    source=Bilingual(en="https://learners.example/en/cost", fr="https://learners.example/fr/cout"),
    owner="policy",
    topic="cost",
    valid_from=date(2025, 8, 1),
    valid_until=date(2026, 7, 31),
    review_on=date(2026, 6, 1),
    tags=("cost", "apply"),
    questions={"en": ("Is it free?",), "fr": ("Est-ce gratuit?", "Ça coûte combien?")},
    claims=(
        Claim(
            id="costs",
            variants={"en": ("They charge $50", "costs 50 bucks"), "fr": ("Ça coûte 50\u00a0$",)},
            first_seen=date(2025, 9, 2),
            seen=("https://forum.example/t/1",),
            reply=Bilingual(
                en="Nobody pays $50: applying costs $0.",
                fr="Personne ne paie 50\u00a0$\u00a0: il en coûte 0\u00a0$ pour présenter une"
                " demande.",
            ),
        ),
        Claim(
            id="really-free",
            variants={"en": ("it's free",), "fr": ("c'est gratis",)},
            rating=Rating.TRUE,
        ),
    ),
)
LATER: Final = Fact(
    id="free-2026",
    statement=Bilingual(en="Applying is free of charge.", fr="La demande est gratuite."),
    source=Bilingual(en="https://learners.example/en/cost", fr="https://learners.example/fr/cout"),
    owner="policy",
    topic="cost",
    valid_from=date(2026, 8, 1),
    valid_until=None,
    review_on=date(2027, 6, 1),
    replaces="free",
)
BANK: Final = FactBank((FREE, LATER))

GOOD: Final = """\
defaults: {owner: policy, valid_from: 2025-08-01, valid_until: 2026-07-31, review_on: 2026-06-01}
facts:
  - id: free
    topic: cost
    statement: {en: The loan charges interest., fr: Le prêt porte intérêt.}
    source: {en: "https://a.example/en", fr: "https://a.example/fr"}
  - id: other
    topic: cost
    statement: {en: Apply by May 1., fr: Présentez votre demande avant le 1er mai.}
    source: {en: "https://a.example/en", fr: "https://a.example/fr"}
    claims:
      - id: late
        variants: {en: [you can apply in June], fr: [on peut appliquer en juin]}
"""


def written(folder: Path, text: str, name: str = "facts.yaml") -> Path:
    """Write a file of facts."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def told(path: Path) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return (field, problem) of the errors and of the warnings of a file."""
    check = check_facts(path, DAY)
    return (
        [(one.field, one.problem.en) for one in check.errors],
        [(one.field, one.problem.en) for one in check.warnings],
    )
