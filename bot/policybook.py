"""Which version of a policy holds at a moment; versions approved later are taken up.

A version begins to hold when it takes effect or when it is approved, whichever is later; of those
that hold, the one that began last counts. So a version dated in the future takes effect by itself,
and one that is approved again replaces a newer one.
"""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection

from bot.logs import log
from bot.storage import documents
from bot.storage.documents import DocumentKind, Version
from policies.document import load_policy
from policies.errors import DocumentError
from policies.policy import Policy
from policies.screening import Screener


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedPolicy:
    """A version of a policy, and from when on it can hold."""

    name: str  # of the document; channels name it
    sha256: str  # of the stored version
    policy: Policy
    approved_at: datetime

    @property
    def since(self) -> datetime:
        """The moment at which it begins to hold."""
        return max(self.approved_at, self.policy.effective_from)

    def holds(self, moment: datetime) -> bool:
        """Whether it may be in force then."""
        until = self.policy.effective_until
        return self.since <= moment and (until is None or moment < until)


def in_force_at(versions: Iterable[DatedPolicy], moment: datetime) -> DatedPolicy | None:
    """Return the version in force at a moment.

    Where none holds, nothing may go unscreened: the one that ended last counts, else the one that
    begins first.
    """
    given = list(versions)
    holding = [one for one in given if one.holds(moment)]
    begun = [one for one in given if one.since <= moment]
    if holding or begun:
        return max(holding or begun, key=lambda one: (one.since, one.approved_at))
    return min(given, key=lambda one: (one.since, one.approved_at), default=None)


class PolicyBook:
    """Every approved version of the policies, and a screener for whatever is asked for.

    Args:
        versions: of the agency's own policy and of those that channels name.
        named: names of the documents that channels name; any other is the agency's own.
        clock: the time now, where no moment is asked about.
        screener: makes what screens by a policy.
    """

    def __init__(
        self,
        versions: Sequence[DatedPolicy],
        named: Collection[str],
        clock: Callable[[], datetime],
        screener: Callable[[Policy], Screener] = Screener,
    ) -> None:
        self._named = frozenset(named)
        self._clock = clock
        self._make = screener
        self._loaded = {(one.sha256, one.approved_at): one for one in versions}
        self._mark: object = None
        self._shelf = _Shelf(versions)

    def screener(self, name: str | None = None, moment: datetime | None = None) -> Screener:
        """Return what screens at a moment, now where none is given, by the policy of that name."""
        at = self._clock() if moment is None else moment
        own = name if name in self._named else None
        shelf = self._shelf  # another thread may put a new one there
        key = (own, bisect_right(shelf.turns, at))  # between two turns nothing changes
        found = shelf.answers.get(key)
        if found is None:
            found = shelf.answers[key] = self._screener(shelf, own, at)
        return found

    def policy(self, name: str | None = None, moment: datetime | None = None) -> Policy:
        """Return the policy in force at a moment, now where none is given."""
        return self.screener(name, moment).policy

    def refresh(self, connection: Connection) -> bool:
        """Take up what was approved since; called between two batches.

        A version that cannot be read is passed over, and logged: what holds goes on holding.

        Returns:
            Whether there was anything new.
        """
        mark = documents.approvals_mark(connection, DocumentKind.POLICY)
        if mark == self._mark:
            return False
        self._mark = mark
        approved = documents.approved(connection, DocumentKind.POLICY)
        versions = [one for one in map(self._load, approved) if one is not None]
        if versions:
            self._shelf = _Shelf(versions, self._shelf.made)
        return True

    def _load(self, version: Version) -> DatedPolicy | None:
        if version.approved_at is None:
            return None
        key = (version.sha256, version.approved_at)
        if key not in self._loaded:
            try:
                self._loaded[key] = dated(version)
                log("policy_taken_up", sha256=version.sha256)
            except DocumentError:
                log("policy_unreadable", sha256=version.sha256)
                return None
        return self._loaded[key]

    def _screener(self, shelf: "_Shelf", name: str | None, moment: datetime) -> Screener:
        those = [
            one
            for one in shelf.versions
            if (one.name == name if name is not None else one.name not in self._named)
        ]
        found = in_force_at(those or shelf.versions, moment)
        if found is None:
            raise LookupError("a policy book without a policy")
        made = shelf.made.get(found.sha256)
        if made is None:
            made = shelf.made[found.sha256] = self._make(found.policy)
        return made


class _Shelf:
    """The versions known at one time, and the answers found for them; replaced as a whole."""

    def __init__(
        self, versions: Sequence[DatedPolicy], made: Mapping[str, Screener] | None = None
    ) -> None:
        self.versions = tuple(versions)
        moments = {one.since for one in versions}
        moments |= {
            one.policy.effective_until for one in versions if one.policy.effective_until is not None
        }
        self.turns = sorted(moments)
        self.answers: dict[tuple[str | None, int], Screener] = {}
        kept = {one.sha256 for one in versions}
        self.made = {name: one for name, one in (made or {}).items() if name in kept}


def dated(version: Version) -> DatedPolicy:
    """Return an approved version as a value.

    Raises:
        DocumentError: it cannot be read.
        ValueError: nobody has approved it.
    """
    if version.approved_at is None:
        raise ValueError(f"version {version.sha256} is not approved")
    return DatedPolicy(
        name=version.name,
        sha256=version.sha256,
        policy=_read(tuple(version.files.items())),
        approved_at=version.approved_at,
    )


@lru_cache(maxsize=8)
def _read(files: tuple[tuple[str, str], ...]) -> Policy:
    with documents.unpacked_files(files) as folder:
        return load_policy(folder)


def from_folders(folders: Sequence[Path]) -> list[DatedPolicy]:
    """Return versions that lie in folders, each as if approved when it takes effect.

    Raises:
        DocumentError: one of them has faults.
    """
    policies = [load_policy(folder) for folder in folders]
    return [
        DatedPolicy(name=one.id, sha256=one.sha256, policy=one, approved_at=one.effective_from)
        for one in policies
    ]


def version_folders(path: Path) -> list[Path]:
    """Return the folders below a folder that holds no policy itself: one version each."""
    if not path.is_dir() or any(path.glob("*.yaml")):
        return []
    return sorted(each for each in path.iterdir() if each.is_dir() and any(each.glob("*.yaml")))


def standings(
    connection: Connection, now: datetime, named: Collection[str] = ()
) -> dict[str, datetime | None]:
    """Return the approved policies that count now or later, by hash.

    Args:
        connection: to the database.
        now: the moment that is asked about.
        named: names of the documents that channels name; any other is the agency's own.

    Returns:
        None for a version that is in force, the moment at which it begins for one that waits.
    """
    readable: list[DatedPolicy] = []
    for version in documents.approved(connection, DocumentKind.POLICY):
        try:
            readable.append(dated(version))
        except DocumentError:
            log("policy_unreadable", sha256=version.sha256)
    groups: dict[str | None, list[DatedPolicy]] = {}
    for one in readable:
        groups.setdefault(one.name if one.name in named else None, []).append(one)
    found: dict[str, datetime | None] = {
        one.sha256: one.since for one in readable if one.since > now
    }
    for group in groups.values():
        current = in_force_at(group, now)
        if current is not None:
            found[current.sha256] = None
    return found
