"""The composition root: everything is put together here, and only here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from bot.appeals import Appeals
from bot.corrections import Corrections
from bot.decisions import Decisions
from bot.delicate import DelicateSteps
from bot.enforcement import Enforcement
from bot.factbook import FactBook
from bot.factending import FactEnding
from bot.factnews import FactNews
from bot.factreminders import FactReminders
from bot.moderating import Moderating
from bot.notices import Notices
from bot.officialposts import OfficialPosts
from bot.pipeline import Pipeline
from bot.platforms.shadow import ShadowPublisher
from bot.policybook import DatedPolicy, PolicyBook, dated, in_force_at
from bot.ports import Clock, Moderator, Probe, Publisher
from bot.postremoval import PostRemoval
from bot.publishing import Publishing
from bot.rechecking import Recheck
from bot.settings import Channel, Settings
from bot.settling import Settling
from bot.storage import documents
from bot.storage.database import Database
from bot.storage.documents import DocumentKind, Version
from bot.storage.thread import StorageThread
from bot.sweeper import Notice, Sweeper
from bot.toolbox import Toolbox, build_toolbox, shipped_documents
from bot.translating import TranslatorBook
from policies.errors import DocumentError
from policies.message import Message

if TYPE_CHECKING:
    from policies.policy import Policy
    from responders.crisis import CrisisWording
    from responders.facts import FactBank
    from responders.holding import HoldingWording
    from responders.notices import NoticeWording
    from responders.templates import TemplateBank
    from translations.engine import Engine


class NotInForce(Exception):
    """No approved version of a document is there; `kinds` names which."""

    def __init__(self, kinds: tuple[DocumentKind, ...]) -> None:
        super().__init__(", ".join(kind.value for kind in kinds))
        self.kinds = kinds


@dataclass(frozen=True, kw_only=True)
class Documents:
    """The documents that the program works by."""

    policy: "Policy"
    bank: "FactBank"
    templates: "TemplateBank"
    holding: "HoldingWording | None" = None  # None: not approved
    crisis: "CrisisWording | None" = None  # the same
    notices: "NoticeWording | None" = None  # the same
    policies: "Mapping[str, Policy]" = field(default_factory=dict)  # those that channels name
    versions: tuple[DatedPolicy, ...] = ()  # all approved ones; none where files were read

    def policy_for(self, channel: Channel) -> "Policy":
        """Return the policy in force on a channel: the one that it names, else the agency's."""
        return self.policies.get(channel.policy or "", self.policy)


@dataclass(frozen=True, kw_only=True)
class App:
    """The program, put together."""

    settings: Settings
    database: Database
    documents: Documents
    tools: Toolbox
    pipeline: Pipeline
    decisions: Decisions
    corrections: Corrections
    delicate: DelicateSteps
    moderating: Moderating
    appeals: Appeals
    notices: Notices
    settling: Settling
    posts: OfficialPosts
    publishing: Publishing
    removal: PostRemoval
    enforcement: Enforcement
    sweeper: Sweeper
    thread: StorageThread
    clock: Clock

    @property
    def policy(self) -> "Policy":
        """The agency's policy that is in force now."""
        return self.tools.policy

    def take_up_policies(self, connection: Connection) -> None:
        """Take up what was approved since, of the policy and of the facts; between two batches."""
        if self.tools.book is not None:
            self.tools.book.refresh(connection)
        self.tools.freshen(connection)

    def close(self) -> None:
        """Give everything back."""
        self.thread.close()
        self.database.close()


def utc_now() -> datetime:
    """Return the time now."""
    return datetime.now(UTC)


def local_engine(environment: Mapping[str, str], settings: Settings) -> "Engine":
    """Return the engine on this machine; it has no pair where there is no model."""
    from translations.argos import ArgosEngine
    from translations.bundled import model_store

    return ArgosEngine(model_store(environment), settings.translation.options())


def shipped() -> Documents:
    """Return the documents that come with the program: for shadow runs, tests and trying out."""
    policy, bank, templates = shipped_documents()
    return Documents(policy=policy, bank=bank, templates=templates)


def approved(
    database: Database, settings: Settings | None = None, now: datetime | None = None
) -> Documents:
    """Return the documents in force, with the policies that channels name.

    Args:
        database: where they are stored.
        settings: what channels there are.
        now: the moment that counts for dated policies; the time now, where not given.

    Raises:
        NotInForce: one of them was never approved.
        DocumentError: one was approved but cannot be read any more.
    """
    from bot.factbook import read_version
    from responders.crisis import CRISIS_FILE, load_crisis
    from responders.holding import HOLDING_FILE, load_holding
    from responders.notices import NOTICES_FILE, load_notices
    from responders.templates import load_templates

    with database.read() as connection:
        found = {kind: documents.in_force(connection, kind) for kind in DocumentKind}
        names = sorted({one.policy for one in settings.channels if one.policy} if settings else ())
        stored = documents.approved(connection, DocumentKind.POLICY)
    needed = (DocumentKind.POLICY, DocumentKind.FACTS, DocumentKind.TEMPLATES)
    missing = tuple(kind for kind in needed if found[kind] is None)
    policy, facts, templates, wording, _ = (found[kind] for kind in DocumentKind)
    if policy is None or facts is None or templates is None:
        raise NotInForce(missing)
    versions = _readable(stored)
    at = now or utc_now()
    own = in_force_at([one for one in versions if one.name not in names] or versions, at)
    found_named = {
        name: in_force_at([one for one in versions if one.name == name], at) for name in names
    }
    policies = {name: one.policy for name, one in found_named.items() if one is not None}
    if own is None or len(policies) < len(names):
        raise NotInForce((DocumentKind.POLICY,))
    holding: HoldingWording | None = None
    crisis: CrisisWording | None = None
    notices: NoticeWording | None = None
    if wording is not None:
        with documents.unpacked(wording) as folder:
            holding = load_holding(folder / HOLDING_FILE.name)
            crisis = load_crisis(folder / CRISIS_FILE.name)
            if (folder / NOTICES_FILE.name).exists():  # wording of before there were notices
                notices = load_notices(folder / NOTICES_FILE.name)
    with documents.unpacked(templates) as templates_folder:
        return Documents(
            policy=own.policy,
            bank=read_version(facts),
            templates=load_templates(templates_folder),
            holding=holding,
            crisis=crisis,
            policies=policies,
            notices=notices,
            versions=versions,
        )


def _readable(stored: Sequence[Version]) -> tuple[DatedPolicy, ...]:
    """Return the versions that can be read; the one approved last has to be one of them."""
    found: list[DatedPolicy] = []
    for number, version in enumerate(stored):
        try:
            found.append(dated(version))
        except DocumentError:
            if number == 0:
                raise
    return tuple(found)


def build_app(
    settings: Settings,
    database: Database,
    in_use: Documents,
    *,
    publishers: Mapping[str, Publisher] | None = None,
    moderators: Mapping[str, Moderator] | None = None,
    clock: Clock = utc_now,
    moment: Callable[[Message], datetime] | None = None,
    notify: Callable[[Notice], None] = lambda _notice: None,
    engine: "Engine | None" = None,
    tools: Toolbox | None = None,
    thread: StorageThread | None = None,
    probe: Probe = lambda _name: None,
) -> App:
    """Put the program together.

    Args:
        settings: The file's settings.
        database: Open, and up to date.
        in_use: The documents to work by.
        publishers: By platform; a platform without one refuses.
        moderators: By platform.
        clock: The time now.
        moment: The time a message is judged at; now, where not given.
        notify: Told of reminders and escalations.
        engine: Translates what a person typed; none, where not given.
        tools: The parts that hold no state, where they are built already from these documents.
        thread: The storage thread, where a platform works on it too.
        probe: Called at each crash point; tests kill there.
    """
    tools = tools or build_toolbox(
        settings,
        in_use.policy,
        in_use.bank,
        in_use.templates,
        holding=in_use.holding,
        crisis=in_use.crisis,
        engine=engine,
        policies=in_use.policies,
    )
    if in_use.versions and tools.make_screener is not None:
        named = {one.policy for one in settings.channels if one.policy}
        book = PolicyBook(in_use.versions, named, clock, tools.make_screener)
        tools = replace(tools, book=book)
    # a copy: what one program takes up changes no other that was given the same tools
    tools = replace(tools)
    tools.freshen = FactBook(tools, clock).refresh
    tools.translators = TranslatorBook(
        in_use.templates, send_text_away=settings.translation.send_text_away
    )
    zone = tools.hours.zone
    facts_due = (
        FactEnding(database, zone, clock, probe),
        FactReminders(database, zone, clock),
        FactNews(database, zone, clock, settings.triage),
    )
    thread = thread or StorageThread()
    notices = Notices(settings, tools, in_use.notices)
    official = OfficialPosts(database, settings, clock, probe)
    return App(
        settings=settings,
        database=database,
        documents=in_use,
        tools=tools,
        pipeline=Pipeline(database, tools, settings, moment or (lambda _message: clock()), probe),
        decisions=Decisions(database, settings, clock, tools, probe),
        corrections=Corrections(database, settings, clock, tools, probe),
        delicate=DelicateSteps(database, settings, clock, tools, probe),
        moderating=Moderating(database, settings, clock, tools, probe),
        appeals=Appeals(database, settings, clock, tools, notices, probe),
        notices=notices,
        settling=Settling(database, clock, probe),
        posts=official,
        publishing=Publishing(
            database,
            publishers or {},
            ShadowPublisher(),
            clock,
            thread,
            probe,
            may_leave=official.may_leave,
            still_good=Recheck(tools, settings),
        ),
        removal=PostRemoval(database, publishers or {}, clock, thread),
        enforcement=Enforcement(
            database, settings, moderators or {}, clock, thread, notices, probe
        ),
        sweeper=Sweeper(
            database,
            settings,
            tools.hours,
            clock,
            notify,
            probe,
            besides=tuple(one.sweep for one in facts_due),
        ),
        thread=thread,
        clock=clock,
    )
