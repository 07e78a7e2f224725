"""Staff: people, their roles and languages, bound to a numeric id by a one-time invitation."""

import base64
import hashlib
import json
import secrets
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, Row, insert, select, update

from bot.storage import delegations, record
from bot.storage.delegations import Absence
from bot.storage.departures import leave
from bot.storage.record import Entry
from bot.storage.tables import StaffRow
from policies.roles import Reviewer, Role
from translations.values import Official

STAFF: Final = StaffRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables

INVITATION_LASTS: Final = timedelta(days=7)
LONGEST_NAME: Final = 80
_CODE_BYTES: Final = 15  # 120 bits


class StaffFault(Exception):
    """Root of what can be wrong with a staff request; `key` names the sentence in the catalog."""

    key = "staff.fault"


class NameTaken(StaffFault):
    """Somebody has this name already."""

    key = "staff.name_taken"


class NoSuchPerson(StaffFault):
    """Nobody has this name."""

    key = "staff.no_such_person"


class BadInvitation(StaffFault):
    """The code is wrong, was used, or is too old."""

    key = "staff.bad_invitation"


class LastAdmin(StaffFault):
    """Without this person nobody could invite anybody."""

    key = "staff.last_admin"


class AccountTaken(StaffFault):
    """Somebody else is bound to this account already."""

    key = "staff.account_taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """One person as the list shows them."""

    reviewer: Reviewer
    bound: tuple[str, ...]  # platforms on which the person is known
    invited: bool  # an invitation is open
    revoked: bool


def cleaned(name: str) -> str | None:
    """Return a name as it is shown everywhere, None where nobody could see it as it is."""
    called = " ".join(unicodedata.normalize("NFC", name).split())
    fine = called and len(called) <= LONGEST_NAME and called.isprintable()
    return called if fine else None


def invite(
    connection: Connection,
    *,
    name: str,
    roles: Iterable[Role],
    lang: Official,
    languages: Iterable[Official],
    now: datetime,
    actor: str,
) -> str:
    """Add a person, or invite a known one again; return the one-time code, which is not stored.

    Raises:
        NameTaken: a person of this name is there and is bound already.
    """
    code = _new_code()
    values = {
        "roles": record.canonical(sorted(role.value for role in roles)),
        "lang": lang,
        "languages": record.canonical(sorted(set(languages))),
        "invitation": _digest(code),
        "invited_until": now + INVITATION_LASTS,
        "revoked": False,
    }
    row = connection.execute(select(STAFF).where(STAFF.c.name == name)).one_or_none()
    if row is None:
        result = connection.execute(
            insert(STAFF)
            .values(name=name, platform_ids="{}", created_at=now, **values)
            .returning(STAFF.c.id)
        )
        staff_id = int(result.scalar_one())
    elif json.loads(row.platform_ids) and not row.revoked:
        raise NameTaken(name)
    else:
        staff_id = row.id
        connection.execute(
            update(STAFF).where(STAFF.c.id == staff_id).values(platform_ids="{}", **values)
        )
    _log(connection, "staff.invited", staff_id, actor, now, roles=values["roles"])
    return code


def invite_again(connection: Connection, *, name: str, now: datetime, actor: str) -> str:
    """Invite somebody who is known already to bind one more account; rights stay as they are.

    Raises:
        NoSuchPerson: nobody has this name, or the person left.
    """
    row = _named(connection, name)
    code = _new_code()
    connection.execute(
        update(STAFF)
        .where(STAFF.c.id == row.id)
        .values(invitation=_digest(code), invited_until=now + INVITATION_LASTS)
    )
    _log(connection, "staff.invited", row.id, actor, now, again=True)
    return code


def bind(
    connection: Connection,
    *,
    code: str,
    platform: str,
    number: str,
    now: datetime,
    shared: bool = True,
) -> Reviewer:
    """Bind the invited person to a platform's numeric id, besides the accounts they have.

    Args:
        shared: whether several people may be bound to one account, as at a terminal.

    Raises:
        BadInvitation: the code is wrong, was used, or is too old.
        AccountTaken: the account is somebody else's.
    """
    row = connection.execute(
        select(STAFF).where(STAFF.c.invitation == _digest(code), STAFF.c.revoked.is_(False))
    ).one_or_none()
    if row is None or row.invited_until is None or row.invited_until < now:
        raise BadInvitation
    others = [one for one in reviewers_for(connection, platform, number) if one.id != row.id]
    if others and not shared:
        raise AccountTaken
    ids = {**json.loads(row.platform_ids), platform: number}
    connection.execute(
        update(STAFF)
        .where(STAFF.c.id == row.id)
        .values(platform_ids=record.canonical(ids), invitation=None, invited_until=None)
    )
    _log(connection, "staff.bound", row.id, f"staff:{row.id}", now, platform=platform)
    return _reviewer(row, delegations.active(connection, now))


def members(connection: Connection, now: datetime | None = None) -> list[StaffMember]:
    """Return everybody, by name; with the roles that are delegated to them at that time."""
    absences = _absences(connection, now)
    return [
        StaffMember(
            reviewer=_reviewer(row, absences),
            bound=tuple(sorted(json.loads(row.platform_ids))),
            invited=row.invitation is not None,
            revoked=row.revoked,
        )
        for row in connection.execute(select(STAFF).order_by(STAFF.c.name))
    ]


def reviewers_for(
    connection: Connection, platform: str, number: str, now: datetime | None = None
) -> list[Reviewer]:
    """Return the people bound to this numeric id; several may share a terminal account.

    Args:
        now: counts in the roles that are delegated to them at that time.
    """
    absences = _absences(connection, now)
    return [
        _reviewer(row, absences)
        for row in connection.execute(
            select(STAFF).where(STAFF.c.revoked.is_(False)).order_by(STAFF.c.id)
        )
        if json.loads(row.platform_ids).get(platform) == number
    ]


def accounts(connection: Connection) -> list[tuple[str, str, str]]:
    """Return every account of everybody: platform, numeric id, name."""
    return [
        (platform, number, row.name)
        for row in connection.execute(
            select(STAFF).where(STAFF.c.revoked.is_(False)).order_by(STAFF.c.id)
        )
        for platform, number in sorted(json.loads(row.platform_ids).items())
    ]


def number_on(connection: Connection, staff_id: int, platform: str) -> str | None:
    """Return a person's numeric id on a platform, None where they have none or have left."""
    row = connection.execute(
        select(STAFF.c.platform_ids).where(STAFF.c.id == staff_id, STAFF.c.revoked.is_(False))
    ).one_or_none()
    number = None if row is None else json.loads(row.platform_ids).get(platform)
    return None if number is None else str(number)


def reviewer(connection: Connection, staff_id: int, now: datetime | None = None) -> Reviewer | None:
    """Return one person, None where there is none or the person left."""
    row = connection.execute(
        select(STAFF).where(STAFF.c.id == staff_id, STAFF.c.revoked.is_(False))
    ).one_or_none()
    return None if row is None else _reviewer(row, _absences(connection, now))


def named(connection: Connection, name: str, now: datetime | None = None) -> Reviewer:
    """Return the person of this name, however it is written in capitals.

    Raises:
        NoSuchPerson: nobody has this name, or the person left.
    """
    return _reviewer(_named(connection, name), _absences(connection, now))


def names(connection: Connection) -> dict[int, str]:
    """Return everybody's name by number, those who left included."""
    return {row.id: row.name for row in connection.execute(select(STAFF.c.id, STAFF.c.name))}


def revoke(connection: Connection, *, name: str, now: datetime, actor: str) -> None:
    """Take all rights away; what the person did stays under their name.

    Raises:
        NoSuchPerson: nobody has this name.
        LastAdmin: nobody could invite anybody any more.
    """
    row = _named(connection, name)
    admins = [
        one.reviewer.id
        for one in members(connection)
        if Role.ADMIN in one.reviewer.roles and not one.revoked
    ]
    if admins == [row.id]:
        raise LastAdmin(name)
    connection.execute(
        update(STAFF)
        .where(STAFF.c.id == row.id)
        .values(revoked=True, invitation=None, platform_ids="{}")
    )
    leave(connection, row.id, now)
    _log(connection, "staff.revoked", row.id, actor, now)


def _named(connection: Connection, name: str) -> "Row[tuple[object, ...]]":
    rows = connection.execute(select(STAFF).where(STAFF.c.revoked.is_(False))).all()
    for same in (str, str.casefold):
        for row in rows:
            if same(row.name) == same(name):
                return row
    raise NoSuchPerson(name)


def _absences(connection: Connection, now: datetime | None) -> list[Absence]:
    return [] if now is None else delegations.active(connection, now)


def _reviewer(row: "Row[tuple[object, ...]]", absences: Sequence[Absence] = ()) -> Reviewer:
    own = frozenset(Role(role) for role in json.loads(row.roles))
    delegated = frozenset(
        (role, one.from_id)
        for one in absences
        if one.to_id == row.id
        for role in one.roles
        if role not in own
    )
    return Reviewer(
        id=row.id,
        name=row.name,
        roles=own | {role for role, _ in delegated},
        lang="fr" if row.lang == "fr" else "en",
        languages=frozenset(json.loads(row.languages)),
        delegated=delegated,
    )


def _new_code() -> str:
    # letters and digits only: nobody mistakes it for an option, and it can be read aloud
    return base64.b32encode(secrets.token_bytes(_CODE_BYTES)).decode().lower()


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def _log(
    connection: Connection,
    kind: str,
    staff_id: int,
    actor: str,
    now: datetime,
    **payload: object,
) -> None:
    entry = Entry(kind=kind, actor=actor, subject=f"staff:{staff_id}", payload=payload)
    record.append(connection, [entry], now)
