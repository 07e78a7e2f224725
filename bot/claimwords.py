"""Claims in the bank's words: as people make them, never by ids alone."""

from typing import Final

from bot.review.wording import clipped, shown
from responders.facts import FactBank
from translations.catalogs import Catalog, catalog
from translations.values import Bilingual

_LONGEST: Final = 110  # characters


def claim_words(fact_id: str, claim_id: str, bank: FactBank, t: Catalog) -> str:
    """Return a claim as people make it, in the reader's language.

    Args:
        fact_id: the fact that it contradicts.
        claim_id: the known claim; "" where it is none of those.
        bank: which has the words.
        t: the reader's language.
    """
    if fact_id not in bank:
        return t("claims.gone", id=fact_id)
    fact = bank.get(fact_id)
    for claim in fact.claims:
        said = (*claim.variants.get(t.lang, ()), *sum(claim.variants.values(), ()))
        if claim.id == claim_id and said:
            return t("desk.quoted", text=clipped(shown(said[0]), _LONGEST))
    return t("claims.against", text=clipped(shown(fact.statement[t.lang]), _LONGEST))


def bilingual_words(fact_id: str, claim_id: str, bank: FactBank) -> Bilingual:
    """Return the same in both languages."""
    return Bilingual(
        en=claim_words(fact_id, claim_id, bank, catalog("en")),
        fr=claim_words(fact_id, claim_id, bank, catalog("fr")),
    )
