"""What is paused, and whether there is an incident: read before every send."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, insert, select, update

from bot.storage import record
from bot.storage.record import Entry
from bot.storage.tables import SwitchRow

SWITCH: Final = SwitchRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables

EVERYTHING: Final = "pause:all"
INCIDENT: Final = "incident"


@dataclass(frozen=True, slots=True, kw_only=True)
class Switches:
    """The switches that are on."""

    all_paused: bool = False
    channels: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    incident_since: datetime | None = None  # None: there is none


def channel_pause(channel: str) -> str:
    """Return the switch that pauses one channel."""
    return f"pause:channel:{channel}"


def kind_pause(kind: str) -> str:
    """Return the switch that pauses one kind of publication."""
    return f"pause:kind:{kind}"


def read(connection: Connection) -> Switches:
    """Return what is on."""
    rows = connection.execute(
        select(SWITCH.c.name, SWITCH.c.changed_at).where(SWITCH.c.on.is_(True))
    ).all()
    names = [row.name for row in rows]
    return Switches(
        all_paused=EVERYTHING in names,
        channels=frozenset(
            name.removeprefix("pause:channel:")
            for name in names
            if name.startswith("pause:channel:")
        ),
        kinds=frozenset(
            name.removeprefix("pause:kind:") for name in names if name.startswith("pause:kind:")
        ),
        incident_since=next((row.changed_at for row in rows if row.name == INCIDENT), None),
    )


def turn(
    connection: Connection,
    name: str,
    *,
    on: bool,
    now: datetime,
    actor: str,
    reason: str | None = None,
) -> bool:
    """Turn one switch; return whether that changed anything."""
    row = connection.execute(select(SWITCH.c.on).where(SWITCH.c.name == name)).one_or_none()
    if row is not None and row.on == on:
        return False
    if row is None and not on:
        return False
    values = {"on": on, "reason": reason, "changed_at": now}
    if row is None:
        connection.execute(insert(SWITCH).values(name=name, **values))
    else:
        connection.execute(update(SWITCH).where(SWITCH.c.name == name).values(**values))
    record.append(
        connection,
        [
            Entry(
                kind="switch.on" if on else "switch.off",
                actor=actor,
                subject=f"switch:{name}",
                payload={"reason": reason},
            )
        ],
        now,
    )
    return True


def turn_all_off(connection: Connection, *, now: datetime, actor: str) -> list[str]:
    """Turn off every pause; return which were on. The incident has a command of its own."""
    names = [
        row.name
        for row in connection.execute(
            select(SWITCH.c.name).where(SWITCH.c.on.is_(True), SWITCH.c.name != INCIDENT)
        )
    ]
    for name in names:
        turn(connection, name, on=False, now=now, actor=actor)
    return names
