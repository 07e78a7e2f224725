"""What the doctor looks at in the database: documents, staff, the record, what waits."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, func, select

from bot import facthealth
from bot.anchors import read_anchors
from bot.findings import Finding, Level, counted, fault, fine, warning
from bot.settings import Settings
from bot.states import PublicationState
from bot.storage import documents, pages, publications, record, staff, switches
from bot.storage.documents import DocumentKind, Version
from bot.storage.inbox import INBOX
from policies.errors import DocumentError
from policies.faults import said
from policies.roles import missing_people
from translations.formats import format_date
from translations.values import OFFICIAL_LANGUAGES, Bilingual

QUICK: Final = (
    2_000  # events at the end of the record that are verified; all of them: record verify
)
_BEHIND: Final = timedelta(minutes=2)  # by how much the clock may be behind the last event
_PATIENCE: Final = timedelta(minutes=5)  # how long a message may wait before somebody should look


def look(connection: Connection, settings: Settings, now: datetime) -> Iterator[Finding]:
    """Yield what the contents of the database say; a part that cannot be read hides no other."""
    parts: dict[str, Callable[[], Iterator[Finding]]] = {
        "documents": lambda: _documents(connection, now),
        "staff": lambda: _people(connection),
        "record": lambda: _record(connection, settings),
        "clock": lambda: _clock(connection, now),
        "pause": lambda: _switches(connection),
        "inbox": lambda: _waiting(connection, now),
        "facts": lambda: facthealth.followed(connection),
    }
    for name, part in parts.items():
        try:
            yield from part()
        except (ValueError, LookupError, TypeError, AttributeError) as odd:
            # what stands there was not written by this program: JSON that is none, a bad time
            yield fault(name, "doctor.database.odd", part=name, kind=type(odd).__name__)


def _documents(connection: Connection, now: datetime) -> Iterator[Finding]:
    for kind in DocumentKind:
        name = said(f"documents.kind.{kind.value}")
        version = _in_force(connection, kind, now)
        if version is None and kind is DocumentKind.GLOSSARY:
            continue  # nothing has to have one
        if version is None:
            needed = kind is not DocumentKind.WORDING
            make = fault if needed else warning
            key = "doctor.documents.missing" if needed else "doctor.documents.no_wording"
            yield make("documents", key, what=name, kind=kind.value)
            continue
        try:
            yield from _contents(version, name, now)
        except DocumentError as wrong:
            words = Bilingual(en=wrong.render("en"), fr=wrong.render("fr"))
            yield fault("documents", "doctor.documents.broken", what=name, detail=words)


def _in_force(connection: Connection, kind: DocumentKind, now: datetime) -> Version | None:
    """Return the version that counts: of policies, by their dates; else what was approved last."""
    last = documents.in_force(connection, kind)
    if last is None or kind is not DocumentKind.POLICY:
        return last
    from bot.policybook import dated, standings

    try:
        dated(last)
    except DocumentError:
        return last  # what was approved last cannot be read: that is what has to be said
    standing = standings(connection, now)
    approved = documents.approved(connection, kind)
    counting = (one for one in approved if standing.get(one.sha256, now) is None)
    return next(counting, last)


def _contents(version: Version, name: Bilingual, now: datetime) -> Iterator[Finding]:
    """Say what is the matter with one version that is in force."""
    from policies.document import load_policy
    from responders.facts import load_facts

    with documents.unpacked(version) as folder:
        if version.kind is DocumentKind.POLICY:
            policy = load_policy(folder)
            if policy.effective_from > now:
                yield warning("documents", "doctor.policy.early", day=_day(policy.effective_from))
            if policy.effective_until is not None and policy.effective_until <= now:
                yield warning("documents", "doctor.policy.over", day=_day(policy.effective_until))
        elif version.kind is DocumentKind.FACTS:
            bank, day = load_facts(folder), now.date()
            yield from facthealth.soon(bank, day)
            facts = bank.facts
            old = [one for one in facts if not one.valid_on(day)]
            due = [one for one in facts if one.valid_on(day) and one.review_on <= day]
            for key, found in (("doctor.facts.invalid", old), ("doctor.facts.review", due)):
                if found:
                    names = ", ".join(one.id for one in found[:5]) + ("…" if found[5:] else "")
                    yield counted("facts", Level.WARNING, key, len(found), names=names)
    approved = version.approved_at or version.imported_at
    yield fine(
        "documents",
        "doctor.documents.in_force",
        what=name,
        sha256=version.sha256[:12],
        day=_day(approved),
    )


def _people(connection: Connection) -> Iterator[Finding]:
    people = [one for one in staff.members(connection) if one.bound and not one.revoked]
    if not people:
        yield fault("staff", "doctor.staff.nobody")
        return
    shortages = missing_people([one.reviewer for one in people])
    for shortage in shortages:
        yield warning("staff", "doctor.staff.short", what=shortage.explanation)
    accounts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for place, number, name in staff.accounts(connection):
        accounts[place, number].append(name)
    for (place, _number), names in accounts.items():
        if len(names) > 1:
            yield warning("staff", "doctor.staff.shared", place=place, names=", ".join(names))
    cannot = pages.unreachable(connection)
    for one in people:
        if one.reviewer.id in cannot:
            yield warning("staff", "doctor.staff.unreachable", name=one.reviewer.name)
    if not shortages:
        yield counted("staff", Level.OK, "doctor.staff.enough", len(people))


def _record(connection: Connection, settings: Settings) -> Iterator[Finding]:
    head = record.head(connection)
    found = record.verify(connection, after=max(0, head.seq - QUICK))
    for one in found[:5]:
        words = said(f"record.problem.{one.problem}", seq=one.seq, detail=one.detail)
        yield fault("record", "doctor.record.broken", what=words)
    if not found:
        yield counted("record", Level.OK, "doctor.record.whole", min(head.seq, QUICK))
    if settings.anchor_file is None:
        yield warning("anchor", "doctor.anchor.none")
        return
    try:
        anchors = read_anchors(settings.anchor_file)
    except (OSError, UnicodeDecodeError):
        yield fault("anchor", "doctor.anchor.unreadable", file=settings.anchor_file)
        return
    if not settings.anchor_file.parent.is_dir():
        yield fault("anchor", "doctor.anchor.no_folder", file=settings.anchor_file)
    elif not anchors:
        yield warning("anchor", "doctor.anchor.empty", file=settings.anchor_file)
    elif record.has(connection, anchors[-1]):
        yield fine("anchor", "doctor.anchor.fine", seq=anchors[-1].seq)
    else:
        yield fault("anchor", "doctor.anchor.differs", seq=anchors[-1].seq)


def _clock(connection: Connection, now: datetime) -> Iterator[Finding]:
    last = record.last_moment(connection)
    if last is not None and last > now + _BEHIND:
        yield fault("clock", "doctor.clock.behind", minutes=int((last - now).total_seconds() // 60))
    else:
        yield fine("clock", "doctor.clock.fine", now=f"{now:%Y-%m-%d %H:%M} UTC")


def _switches(connection: Connection) -> Iterator[Finding]:
    on = switches.read(connection)
    if on.all_paused:
        yield warning("pause", "doctor.pause.all")
    for name in sorted(on.channels):
        yield warning("pause", "doctor.pause.channel", name=name)
    for kind in sorted(on.kinds):
        yield warning("pause", "doctor.pause.kind", kind=said(f"switches.kind.{kind}"))
    if on.incident_since is not None:
        yield warning("incident", "doctor.incident")


def _waiting(connection: Connection, now: datetime) -> Iterator[Finding]:
    number, oldest = connection.execute(
        select(func.count(), func.min(INBOX.c.received_at)).where(INBOX.c.state == "waiting")
    ).one()
    if number and oldest is not None and oldest < now - _PATIENCE:
        yield counted("inbox", Level.WARNING, "doctor.inbox.waits", number)
    else:
        yield fine("inbox", "doctor.inbox.fine")
    unknown = len(publications.in_state(connection, PublicationState.UNKNOWN))
    if unknown:
        yield counted("publications", Level.WARNING, "doctor.publications.unknown", unknown)


def _day(moment: datetime) -> Bilingual:
    told = {lang: format_date(moment.date(), lang) for lang in OFFICIAL_LANGUAGES}
    return Bilingual(en=told["en"], fr=told["fr"])
