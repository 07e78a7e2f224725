"""Post-edits of machine translations, kept with their approvals: numbers only, no text."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from bot.states import DraftState
from bot.storage.cases import DRAFT
from bot.storage.tables import PostEditRow
from translations.postedits import Effort, PostEdit, effort

POST_EDIT: Final = PostEditRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Efforts:
    """What people changed of machine translations, as far as they approved them."""

    total: Effort = field(default_factory=Effort)
    by_lang: Mapping[str, Effort] = field(default_factory=dict)  # language of the translation
    # (topic, language); "" where there is no topic
    by_topic: Mapping[tuple[str, str], Effort] = field(default_factory=dict)
    by_model: Mapping[tuple[str, str], Effort] = field(default_factory=dict)  # (model, language)


def note(
    connection: Connection,
    edit: PostEdit,
    *,
    draft_id: int,
    case_id: int,
    source: str,
    target: str,
    topic: str | None,
    model: str,
    now: datetime,
) -> None:
    """Keep what was changed of a text, in the place of what was kept of it before."""
    connection.execute(
        delete(POST_EDIT).where(POST_EDIT.c.draft_id == draft_id, POST_EDIT.c.lang == target)
    )
    connection.execute(
        insert(POST_EDIT).values(
            draft_id=draft_id,
            case_id=case_id,
            source_lang=source,
            lang=target,
            topic=topic,
            model=model,
            letters=edit.letters,
            letter_edits=edit.letter_edits,
            words=edit.words,
            word_edits=edit.word_edits,
            at=now,
        )
    )


def efforts(
    connection: Connection, *, since: datetime | None = None, until: datetime | None = None
) -> Efforts:
    """Add up the post-edits of a time; those of approvals that were undone do not count.

    Args:
        since: the first moment; all where None.
        until: the moment after the last; all where None.
    """
    query = select(POST_EDIT, DRAFT.c.state).outerjoin(DRAFT, DRAFT.c.id == POST_EDIT.c.draft_id)
    if since is not None:
        query = query.where(POST_EDIT.c.at >= since)
    if until is not None:
        query = query.where(POST_EDIT.c.at < until)
    every: list[PostEdit] = []
    langs: dict[str, list[PostEdit]] = defaultdict(list)
    topics: dict[tuple[str, str], list[PostEdit]] = defaultdict(list)
    models: dict[tuple[str, str], list[PostEdit]] = defaultdict(list)
    undone = {DraftState.PROPOSED.value, DraftState.SUPERSEDED.value, DraftState.REJECTED.value}
    for row in connection.execute(query.order_by(POST_EDIT.c.id)):
        if row.state in undone:
            continue  # a purged draft has no state, and counts
        edit = PostEdit(
            letters=row.letters,
            letter_edits=row.letter_edits,
            words=row.words,
            word_edits=row.word_edits,
        )
        every.append(edit)
        langs[row.lang].append(edit)
        topics[row.topic or "", row.lang].append(edit)
        models[row.model, row.lang].append(edit)
    return Efforts(
        total=effort(every),
        by_lang={lang: effort(found) for lang, found in sorted(langs.items())},
        by_topic={key: effort(found) for key, found in sorted(topics.items())},
        by_model={key: effort(found) for key, found in sorted(models.items())},
    )
