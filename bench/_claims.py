"""Banks to measure on: the evaluation's, made larger by slots; and posts beside their claims."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from itertools import islice, product
from pathlib import Path
from typing import Final

from responders.facts import FactBank
from responders.values import Claim, Fact
from tests.claims.sets import LANGS, load_bank
from translations.values import Bilingual

FRENCH_POSTS: Final = Path("claims") / "claim_normalization_fr_train.jsonl"
_PER_FACT: Final = 100  # claims of a made-up fact, half in each language
_SUBJECTS: Final = (
    ("the moving grant", "la bourse de déménagement"),
    ("the child allowance", "l'allocation pour enfant"),
    ("the dental plan", "le régime dentaire"),
    ("the fishing licence", "le permis de pêche"),
    ("the tool credit", "le crédit d'outillage"),
    ("the ferry pass", "le laissez-passer du traversier"),
    ("the well test", "l'analyse du puits"),
    ("the home repair loan", "le prêt pour réparations"),
    ("the caregiver benefit", "la prestation pour proches aidants"),
    ("the seed subsidy", "la subvention de semences"),
    ("the language course", "le cours de langue"),
    ("the work permit", "le permis de travail"),
    ("the eye exam", "l'examen de la vue"),
    ("the heating voucher", "le bon de chauffage"),
    ("the camp bursary", "la bourse de camp"),
    ("the bridge toll", "le péage du pont"),
)
_PLACES: Final = (
    "Sudbury", "Moncton", "Laval", "Regina", "Kelowna", "Gatineau", "Brandon", "Rimouski",
    "Halifax", "Whitehorse", "Saguenay", "Lethbridge", "Bathurst", "Timmins", "Gaspé", "Nain",
    "Thompson", "Kenora", "Matane", "Estevan", "Nanaimo", "Truro", "Alma", "Iqaluit", "Souris",
    "Amos", "Corner Brook", "Edmundston", "Flin Flon", "Val-d'Or", "Cornwall", "Red Deer",
)  # fmt: skip
_GROUPS: Final = (
    ("seniors", "les aînés"),
    ("families", "les familles"),
    ("newcomers", "les nouveaux arrivants"),
    ("veterans", "les anciens combattants"),
    ("students", "les étudiants"),
    ("farm workers", "les ouvriers agricoles"),
)
_WRONG: Final = (
    (
        "{s} in {p} costs {group} {n} dollars now",
        "{s} à {p} coûte {n} dollars pour {group}",
    ),
    (
        "they cancelled {s} for {group} in {p} after {n} days",
        "ils ont coupé {s} pour {group} à {p} après {n} jours",
    ),
    (
        "{group} in {p} wait {n} weeks for {s}",
        "{group} de {p} attendent {n} semaines pour {s}",
    ),
    (
        "only {n} {group} a year get {s} in {p}",
        "juste {n} personnes parmi {group} ont {s} par année à {p}",
    ),
    (
        "{s} is refused to {group} from {p} who earn over {n} dollars a month",
        "{s} est refusé à {p} pour {group} qui gagnent plus de {n} dollars par mois",
    ),
)


def bank_of_facts(number: int) -> FactBank:
    """Return the evaluation's facts and made-up ones, so many in all, a few claims each."""
    known = load_bank().facts
    return FactBank((*known, *islice(_made_up(4), max(0, number - len(known)))))


def bank_of_claims(number: int) -> FactBank:
    """Return the evaluation's facts and made-up ones, with so many wordings of claims in all."""
    facts = list(load_bank().facts)
    missing = number - sum(_claims(fact) for fact in facts)
    for fact in _made_up(_PER_FACT):
        if missing <= 0:
            break
        facts.append(fact)
        missing -= _claims(fact)
    return FactBank(tuple(facts))


def posts_and_claims(file: Path, part: str) -> tuple[FactBank, list[tuple[str, str]]]:
    """Return a bank with each claim as a misconception, and (post, fact id) of one half by hash.

    Args:
        file: JSON lines with `post` and `claim`.
        part: `dev`, or `held`, which nothing is tuned on.
    """
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
    ids = {claim: f"claim-{n}" for n, claim in enumerate(dict.fromkeys(r["claim"] for r in rows))}
    bank = FactBank(tuple(_looked_at(name, claim) for claim, name in ids.items()))
    wanted = [
        (row["post"], ids[row["claim"]])
        for row in rows
        if (hashlib.sha256(row["post"].encode()).digest()[0] % 2 == 0) == (part == "dev")
    ]
    return bank, wanted


def _claims(fact: Fact) -> int:
    return sum(len(texts) for wrong in fact.misconceptions for texts in wrong.variants.values())


def _looked_at(name: str, claim: str) -> Fact:
    said = Bilingual(en=f"We looked at {name}.", fr=f"Nous avons examiné {name}.")
    return _fact(name, said, ({"en": (claim,), "fr": (claim,)},))


def _made_up(claims: int) -> Iterator[Fact]:
    """Yield facts that differ in subject, place, group or amount, each with so many claims."""
    slots = product(range(7, 60, 3), _GROUPS, _PLACES, _SUBJECTS)
    for number, (amount, group, place, subject) in enumerate(slots):
        said = Bilingual(
            en=f"In {place}, {group[0]} pay {amount * 10} dollars for {subject[0]}.",
            fr=f"À {place}, {group[1]} paient {amount * 10} dollars pour {subject[1]}.",
        )
        variants = {
            lang: tuple(
                _WRONG[k % len(_WRONG)][side].format(
                    s=subject[side], p=place, group=group[side], n=1000 * amount + 7 * k + side
                )
                for k in range(claims // 2)
            )
            for side, lang in enumerate(LANGS)
        }
        yield _fact(f"made-up-{number}", said, (variants,))


def _fact(name: str, said: Bilingual, wrong: tuple[dict[str, tuple[str, ...]], ...]) -> Fact:
    return Fact(
        id=name,
        statement=said,
        source=Bilingual(en="https://facts.example/en", fr="https://facts.example/fr"),
        owner="bench",
        topic="bench",
        valid_from=date(2020, 1, 1),
        valid_until=None,
        review_on=date(2030, 1, 1),
        claims=tuple(Claim(id=f"wrong-{n}", variants=variants) for n, variants in enumerate(wrong)),
    )
