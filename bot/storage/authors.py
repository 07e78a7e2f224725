"""What authors chose: the language in which they want to be answered."""

import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, select, update

from bot.storage import record
from bot.storage.intake import AUTHOR, author_ids
from bot.storage.record import Entry
from bot.storage.staff import STAFF
from policies.protectednames import whole_names


def state_language(
    connection: Connection, platform: str, handle: str, lang: str | None, now: datetime
) -> None:
    """Keep the language that somebody chose; None forgets it."""
    number = author_ids(connection, [(platform, handle)])[(platform, handle)]
    connection.execute(update(AUTHOR).where(AUTHOR.c.id == number).values(stated_lang=lang))
    entry = Entry(
        kind="author.language",
        actor="program",
        subject=f"author:{number}",
        payload={"lang": lang},
    )
    record.append(connection, [entry], now)


def stated_languages(
    connection: Connection, people: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], str]:
    """Return the languages that people chose, those who chose none left out."""
    wanted = set(people)
    rows = connection.execute(
        select(AUTHOR.c.platform, AUTHOR.c.handle, AUTHOR.c.stated_lang).where(
            AUTHOR.c.platform.in_(sorted({platform for platform, _ in wanted})),
            AUTHOR.c.handle.in_(sorted({handle for _, handle in wanted})),
            AUTHOR.c.stated_lang.is_not(None),
        )
    )
    found = {(row.platform, row.handle): str(row.stated_lang) for row in rows}
    return {one: lang for one, lang in found.items() if one in wanted}


def stated_language(connection: Connection, platform: str, handle: str) -> str | None:
    """Return the language that somebody chose, None where they chose none."""
    return stated_languages(connection, [(platform, handle)]).get((platform, handle))


def staff_names(connection: Connection) -> tuple[str, ...]:
    """Return the full names of everybody on our side: personal data of the highest severity."""
    rows = connection.execute(select(STAFF.c.name).where(STAFF.c.revoked.is_(False)))
    return whole_names(row.name for row in rows)


def staff_numbers(connection: Connection) -> frozenset[tuple[str, str]]:
    """Return platform and number of everybody on our side."""
    rows = connection.execute(select(STAFF.c.platform_ids).where(STAFF.c.revoked.is_(False)))
    return frozenset(
        (platform, str(number))
        for row in rows
        for platform, number in json.loads(row.platform_ids).items()
    )
