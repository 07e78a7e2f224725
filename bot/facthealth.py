"""What the doctor says of facts: what is due soon, what was retracted, what is to be put right."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection

from bot.factbook import facts_in_force
from bot.factreminders import SOON, due_soon
from bot.findings import Finding, Level, counted
from bot.storage import wanted
from policies.errors import DocumentError
from responders.factbank import FactBank

_SHOWN = 5


def soon(bank: FactBank, day: date) -> Iterator[Finding]:
    """Yield the facts that end, or are due for review, within a month."""
    for what in ("ends", "review"):
        found = [one for one in due_soon(bank, day) if one.what == what and one.left > 0]
        if found:
            names = _names([one.fact.id for one in found])
            key = f"factbank.doctor.{what}"
            yield counted("facts", Level.WARNING, key, len(found), names=names, days=SOON)


def followed(connection: Connection) -> Iterator[Finding]:
    """Yield the facts that are retracted, and how many replies wait to be put right."""
    try:
        found = facts_in_force(connection)
    except DocumentError:
        return  # said elsewhere
    if found is not None and found.retracted:
        names = _names(sorted(found.retracted))
        key = "factbank.doctor.retracted"
        yield counted("facts", Level.WARNING, key, len(found.retracted), names=names)
    waiting = wanted.count(connection)
    if waiting:
        yield counted("facts", Level.WARNING, "factbank.doctor.corrections", waiting)


def _names(found: list[str]) -> str:
    return ", ".join(found[:_SHOWN]) + ("…" if found[_SHOWN:] else "")
