"""What an approval teaches the translation memory, and what it cost to make the text right.

Personal data never enters: a pair in which any is found, in either language, is left out.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from bot.framing import Framing
from bot.storage import memory, postedits
from bot.storage.cases import DRAFT, CaseFile
from bot.storage.posts import PostFile
from policies.masking import mask
from responders.factbank import FactBank
from responders.values import DraftText
from translations.memory import UnitKind, aligned
from translations.postedits import post_edit
from translations.values import OFFICIAL_LANGUAGES, Bilingual, Origin

_OF_PEOPLE = frozenset((Origin.HUMAN, Origin.MACHINE, Origin.MEMORY))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Machine:
    """What a machine made in one language of a case, and of which text."""

    target: str
    source: str
    model: str


def without_personal_data(texts: Bilingual) -> list[Bilingual]:
    """Return the pairs of two texts that may be remembered."""
    return [pair for pair in aligned(texts) if is_free_of_personal_data(pair)]


def is_free_of_personal_data(pair: Bilingual) -> bool:
    """Whether neither text has anything that points to a person, as far as can be told."""
    return all(mask(pair[lang]) == pair[lang] for lang in OFFICIAL_LANGUAGES)


def remember_post(connection: Connection, post: PostFile, by: int, now: datetime) -> None:
    """Remember an official post: both halves were approved, each by a person with its language."""
    memory.remember(
        connection,
        without_personal_data(post.texts),
        kind=UnitKind.POST,
        ref=f"post:{post.id}",
        now=now,
        by=by,
        post_id=post.id,
    )


def remember_reply(
    connection: Connection,
    case: CaseFile,
    draft: DraftText,
    *,
    framing: Framing,
    quoted: str | None,
    bank: FactBank,
    by: int,
    now: datetime,
) -> None:
    """Remember a reply that people typed, and measure what they changed of its translation.

    Wording of facts and templates is known already; and a text that goes out in one language only
    teaches nothing unless the other text is the one that it was translated from.

    Args:
        connection: of the transaction of the approval.
        case: with the draft that was approved.
        draft: its text.
        framing: who speaks: that is no part of what is remembered.
        quoted: the wrong reply that it corrects.
        bank: the facts, for the topic.
        by: who approved.
        now: when.
    """
    if case.draft_id is None or not set(draft.origins.values()) <= _OF_PEOPLE:
        return
    if not set(OFFICIAL_LANGUAGES) <= draft.texts.keys():
        return
    bare: dict[str, str] = {
        lang: framing.taken(draft.texts[lang], lang, quoted) for lang in OFFICIAL_LANGUAGES
    }
    known = set(draft.languages) == set(OFFICIAL_LANGUAGES)
    topic = next((bank.get(name).topic for name in draft.facts if name in bank), None)
    for target in draft.languages:
        source = "fr" if target == "en" else "en"
        made = _machine(connection, case, draft, source, target)
        known = known or draft.origins[target] is Origin.MEMORY or made is not None
        if made is None:
            continue
        postedits.note(
            connection,
            post_edit(framing.taken(made.target, target, quoted), bare[target]),
            draft_id=case.draft_id,
            case_id=case.id,
            source=source,
            target=target,
            topic=topic,
            model=made.model,
            now=now,
        )
    if known:
        memory.remember(
            connection,
            without_personal_data(Bilingual(en=bare["en"], fr=bare["fr"])),
            kind=UnitKind.REPLY,
            ref=f"draft:{case.draft_id}",
            now=now,
            by=by,
            draft_id=case.draft_id,
        )


def _machine(
    connection: Connection, case: CaseFile, draft: DraftText, source: str, target: str
) -> _Machine | None:
    """Return what a machine made of the same source text in this case, the latest of it."""
    rows = connection.execute(
        select(DRAFT.c.texts, DRAFT.c.origins, DRAFT.c.trace)
        .where(DRAFT.c.case_id == case.id)
        .order_by(DRAFT.c.revision.desc())
    )
    for row in rows:
        texts: Mapping[str, str] = json.loads(row.texts)
        if json.loads(row.origins).get(target) != Origin.MACHINE.value:
            continue
        if texts.get(source) == draft.texts[source]:
            found = (basis for _, basis in json.loads(row.trace).get(target, ()))
            model = next((one for one in map(_model, found) if one), "")
            return _Machine(target=texts[target], source=texts[source], model=model)
    return None


def _model(basis: str) -> str:
    kind, _, rest = basis.partition(":")
    return rest.partition(":")[2] if kind == "mt" else ""
