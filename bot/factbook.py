"""The facts in force: the version approved last, without what was retracted since.

A running program looks between two batches whether a version was approved or a fact retracted, and
goes on with the facts as they then are.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import Connection

from bot.logs import log
from bot.storage import documents, retractions
from bot.storage.documents import DocumentKind, Version
from bot.storage.retractions import Retraction
from bot.toolbox import Toolbox
from policies.errors import DocumentError
from responders.factbank import FactBank, fact_hash, without
from responders.facts import load_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsInForce:
    """A stored version of the fact bank, and which of its facts were retracted."""

    version: Version
    approved: FactBank  # as it was approved
    retracted: frozenset[str]  # ids

    def bank(self, day: date) -> FactBank:
        """Return the bank that may be worked by on a day."""
        return without(self.approved, self.retracted, day)


def facts_in_force(connection: Connection) -> FactsInForce | None:
    """Return the version that was approved last, None where there is none.

    Raises:
        DocumentError: it cannot be read.
    """
    version = documents.in_force(connection, DocumentKind.FACTS)
    if version is None:
        return None
    bank = read_version(version)
    return FactsInForce(
        version=version,
        approved=bank,
        retracted=retracted_in(version, bank, retractions.retractions(connection)),
    )


def read_version(version: Version) -> FactBank:
    """Return a stored version as a bank.

    Raises:
        DocumentError: it cannot be read.
    """
    return _read(tuple(version.files.items()))


@lru_cache(maxsize=8)
def _read(files: tuple[tuple[str, str], ...]) -> FactBank:
    """Return files as a bank: a version is asked for at every sweep, and never changes."""
    with documents.unpacked_files(files) as folder:
        return load_facts(folder)


def retracted_in(version: Version, bank: FactBank, found: list[Retraction]) -> frozenset[str]:
    """Return which facts of a version count as retracted.

    A fact comes back only as another fact than the one that was retracted, in a version that was
    imported after that: neither old files nor an old version bring it back by mistake.
    """
    return frozenset(
        one.fact_id
        for one in found
        if one.fact_id in bank
        and (version.imported_at <= one.at or fact_hash(bank.get(one.fact_id)) == one.fact_hash)
    )


class FactBook:
    """Keeps tools up to date with the facts in force.

    Args:
        tools: whose facts they are; untouched while no version was ever approved.
        clock: the time now.
    """

    def __init__(self, tools: Toolbox, clock: Callable[[], datetime]) -> None:
        self._tools = tools
        self._clock = clock
        self._mark: object = None

    def refresh(self, connection: Connection) -> bool:
        """Take up what was approved or retracted since; return whether there was anything.

        A version that cannot be read is passed over, and logged: what holds goes on holding.
        """
        day = self._clock().astimezone(self._tools.hours.zone).date()
        mark = facts_mark(connection, day)
        if mark == self._mark:
            return False
        self._mark = mark
        try:
            found = facts_in_force(connection)
        except DocumentError:
            log("facts_unreadable")
            return False
        if found is None:
            return False
        bank = found.bank(day)
        if bank.sha256 == self._tools.bank.sha256:
            return False
        self._tools.take_up_facts(bank)
        log("facts_taken_up", sha256=found.version.sha256, retracted=len(found.retracted))
        return True


def facts_mark(connection: Connection, day: date) -> tuple[object, ...]:
    """Return what changes whenever other facts hold; cheap to ask for."""
    return (
        documents.approvals_mark(connection, DocumentKind.FACTS),
        retractions.mark(connection),
        day,
    )
