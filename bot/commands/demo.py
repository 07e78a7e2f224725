"""`liaison demo`: the shipped example stream, then what a reviewer and a director would see."""

import os
import shlex
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final
from zoneinfo import ZoneInfo

import typer
from sqlalchemy import Connection, select

from bot.app import Documents
from bot.commands.engines import choose_engine
from bot.commands.options import DEFAULT_NOW
from bot.commands.replay import Complaints
from bot.commands.session import Session, session
from bot.demonstration import play_decision
from bot.faults import ExitCode
from bot.replaying import Folder, FolderKind, Replay, clear_folder, open_folder, shadowed
from bot.reports.brief import brief, queue_lines
from bot.reports.publishing import publish
from bot.reports.story import Storyteller, Teller
from bot.reports.values import Findings
from bot.review.cards import case_card
from bot.review.layout import Layout, card_text, paragraph
from bot.review.terminal import may_be_bold, terminal_width
from bot.review.wording import Reader
from bot.settings import Environment, Settings, database_url
from bot.storage import staff
from bot.storage.cases import CASE, DRAFT
from bot.storage.database import Database
from bot.storage.documents import DocumentKind, approve, import_document
from bot.storage.queue import WAITING, card
from bot.toolbox import (
    SHIPPED_FACTS,
    SHIPPED_POLICY,
    SHIPPED_TEMPLATES,
    build_toolbox,
    shipped_documents,
)
from policies.policy import Policy
from policies.roles import Role
from responders.facts import FactBank
from responders.templates import TemplateBank
from responders.values import SpeechAct
from translations.catalogs import catalog
from translations.engine import (
    Engine,
    EngineFault,
    NoEngine,
    is_compact,
    model_name,
    translate_lines,
)
from translations.values import OFFICIAL_LANGUAGES

STREAM: Final = Path(__file__).parents[1] / "data" / "demo-stream.jsonl"
DEFAULT_OUT: Final = Path("liaison-demo")
TERMINAL: Final = "terminal"
_LISTED: Final = 8  # cases of the queue
_LINES: Final = 20  # read at once: small, so that the telling keeps pace
_DOCUMENTS: Final = (
    (DocumentKind.POLICY, SHIPPED_POLICY),
    (DocumentKind.FACTS, SHIPPED_FACTS),
    (DocumentKind.TEMPLATES, SHIPPED_TEMPLATES),
)
_ROLES: Final = (Role.MODERATOR, Role.OFFICER, Role.APPROVER_EN, Role.APPROVER_FR)


def demo(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option("--out", help="demo.out", metavar="DIR")] = DEFAULT_OUT,
) -> ExitCode:
    """Play the example stream; nothing is sent."""
    here = session(ctx)
    layout = Layout(width=terminal_width(os.environ), bold=may_be_bold(os.environ))
    screen = _Screen(here, layout)
    started = time.monotonic()
    settings = Settings()  # the same for everybody: the demo is of the program, not of a set-up
    live = database_url(None, here.settings(), Environment())
    clear_folder(out, FolderKind.DEMO)
    folder = open_folder(out, FolderKind.DEMO, live=live)
    screen.title("demo.title")
    screen.text(here.t("demo.intro", folder=out))
    policy, bank, templates = shipped_documents()
    database = Database(folder.url)
    try:
        database.upgrade()
        _welcome(here, database)
        replaying = Replay(database, build_toolbox(settings, policy, bank, templates), settings)
        zone = ZoneInfo(settings.timezone)
        screen.title("demo.moments")
        _play(
            here,
            database,
            replaying,
            Storyteller(policy, zone),
            Teller(here.t, policy, zone),
            screen,
        )
        findings = publish(
            database,
            folder,
            policy,
            bank,
            title="report.title.demo",
            zone=zone,
            made_at=datetime.now(UTC),
            seconds=time.monotonic() - started,
        )
        screen.title("demo.brief")
        for line in brief(findings, here.t):
            screen.item(line)
        screen.text(here.t.plural("demo.brief.took", max(1, round(time.monotonic() - started))))
        screen.title("demo.queue")
        for line in queue_lines(findings, here.t, zone, limit=_LISTED):
            screen.text(line)
        reader = _reader(here, findings, policy, bank, templates, zone)
        shown = _show_card(screen, database, reader)
        if shown is not None:
            in_use = Documents(policy=policy, bank=bank, templates=templates)
            _show_decision(here, screen, database, settings, in_use, reader, shown)
    finally:
        database.close()
    _show_translation(here, screen)
    _show_next(here, screen, folder)
    return ExitCode.OK


class _Screen:
    """Writes titles and paragraphs, wrapped to the terminal."""

    def __init__(self, here: Session, layout: Layout) -> None:
        self._here = here
        self._layout = layout

    @property
    def layout(self) -> Layout:
        """How wide, and whether titles are bold."""
        return self._layout

    def title(self, key: str) -> None:
        """Write a heading, with a line under it that tells it from the text."""
        text = self._here.t(key)
        self._here.show(f"\n{self._layout.title(text)}\n{'-' * len(text)}")

    def text(self, text: str) -> None:
        """Write a paragraph."""
        self._here.show(paragraph(text, self._layout))

    def item(self, text: str) -> None:
        """Write one entry of a list."""
        first, *others = paragraph(f"  {text}", self._layout).split("\n")
        self._here.show("\n".join([f"- {first.strip()}", *others]))

    def lines(self, text: str) -> None:
        """Write text that is laid out already."""
        self._here.show(text)


def _welcome(here: Session, database: Database) -> None:
    """Let whoever sits at this terminal decide in the demo's own database.

    The documents are put into force by somebody else, as the rules ask.
    """
    now = datetime.now(UTC)
    with database.write() as connection:
        code = staff.invite(
            connection,
            name=here.t("demo.reviewer"),
            roles=_ROLES,
            lang=here.lang,
            languages=("en", "fr"),
            now=now,
            actor="program",
        )
        staff.bind(connection, code=code, platform=TERMINAL, number=str(os.getuid()), now=now)
        owner = here.t("demo.owner")
        staff.invite(
            connection,
            name=owner,
            roles=(Role.POLICY_OWNER,),
            lang=here.lang,
            languages=("en", "fr"),
            now=now,
            actor="program",
        )
        numbers = {name: number for number, name in staff.names(connection).items()}
        for kind, path in _DOCUMENTS:
            version, _ = import_document(connection, kind, path, by=None, now=now)
            approve(connection, kind, version.sha256, by=numbers[owner], now=now)


def _play(
    here: Session,
    database: Database,
    replaying: Replay,
    storyteller: Storyteller,
    teller: Teller,
    screen: _Screen,
) -> None:
    def tell() -> None:
        with database.read() as connection:
            moments = storyteller.look(connection)
        for line in teller.lines(moments):
            screen.lines(line)

    with STREAM.open("rb") as stream:
        replaying.run(
            stream,
            file=STREAM.name,
            default_now=DEFAULT_NOW,
            told=Complaints(here),
            watch=tell,
            size=_LINES,
        )


def _reader(
    here: Session,
    findings: Findings,
    policy: Policy,
    bank: FactBank,
    templates: TemplateBank,
    zone: ZoneInfo,
) -> Reader:
    # The stream's own clock: the demo says the same on any day.
    now = findings.last_at or DEFAULT_NOW
    return Reader(
        t=here.t, zone=zone, now=now, policy=policy, bank=bank, templates=templates, names={}
    )


def _show_card(screen: _Screen, database: Database, reader: Reader) -> int | None:
    with database.read() as connection:
        shown = _telling_case(connection, reader.lang)
        data = card(connection, shown) if shown is not None else None
    if data is not None:
        screen.title("demo.card")
        screen.lines(card_text(case_card(data, reader), screen.layout))
    return shown


def _show_decision(
    here: Session,
    screen: _Screen,
    database: Database,
    settings: Settings,
    documents: Documents,
    reader: Reader,
    case_id: int,
) -> None:
    """Play the end of the way on the case that was shown."""
    with database.read() as connection:
        (person,) = staff.reviewers_for(connection, TERMINAL, str(os.getuid()))
    played = play_decision(database, shadowed(settings), documents, person, case_id, reader.now)
    screen.title("demo.decision")
    screen.item(here.t("demo.decision.approved", name=person.name, case=case_id))
    held = here.t.plural("demo.decision.held", settings.hold_back_seconds)
    screen.item(held)
    screen.item(here.t("demo.decision.sent" if played.sent else "demo.decision.unsent"))
    screen.item(here.t.plural("demo.decision.recorded", played.events))
    if not played.intact:
        screen.item(here.t("demo.decision.broken"))


def _telling_case(connection: Connection, lang: str) -> int | None:
    """Return the case that shows the most on one card: a wrong claim with its correction."""
    for act in (SpeechAct.CORRECTION, SpeechAct.ANSWER):
        found = connection.execute(
            select(CASE.c.id)
            .join(DRAFT, DRAFT.c.case_id == CASE.c.id)
            .where(
                CASE.c.state.in_([state.value for state in WAITING]),
                DRAFT.c.revision == CASE.c.revision,
                DRAFT.c.act == act.value,
                CASE.c.lang == lang,
            )
            .order_by(CASE.c.id)
            .limit(1)
        ).scalar_one_or_none()
        if found is not None:
            return int(found)
    return None


def _show_translation(here: Session, screen: _Screen) -> None:
    screen.title("demo.translation")
    engine = choose_engine(None)
    pairs = sorted(engine.pairs())
    if pairs:
        named = [here.t("demo.translation.pair", source=one, target=two) for one, two in pairs]
        screen.text(here.t("demo.translation.there", engine=engine.name, pairs=", ".join(named)))
        for source, target in pairs:
            _show_example(here, screen, engine, source, target)
        return
    screen.text(here.t("demo.translation.none"))
    screen.lines("  pip install 'liaison-bot[translate]'")
    screen.lines("  liaison models install en-fr && liaison models install fr-en")


def _show_example(here: Session, screen: _Screen, engine: Engine, source: str, target: str) -> None:
    """Translate a sentence, so that people see what the model is worth."""
    if {source, target} != set(OFFICIAL_LANGUAGES):
        return
    text = catalog(source)("demo.translation.example")
    try:
        (done,) = translate_lines([text], engine=engine, source=source, target=target)
    except (EngineFault, NoEngine) as fault:
        screen.text(fault.render(here.lang))
        return
    model = model_name(engine, source, target)
    screen.lines(f"\n  {source}: {text}\n  {target}: {done.target}")
    screen.text(here.t("demo.translation.by", model=model))
    if is_compact(engine, source, target):
        screen.text(here.t("demo.translation.compact", pair=f"{source}-{target}"))


def _show_next(here: Session, screen: _Screen, folder: Folder) -> None:
    screen.title("demo.next")
    place = shlex.quote(str(folder.database))
    example = '{"text": "' + here.t("demo.next.example") + '"}'
    steps = (
        (f"liaison desk --db {place}", "demo.next.desk"),
        (str(folder.report(here.lang)), "demo.next.report"),
        (f"echo {shlex.quote(example)} | liaison screen", "demo.next.screen"),
        ("liaison policy page", "demo.next.page"),
        (f"liaison replay {here.t('cli.metavar.file')}", "demo.next.replay"),
        ("liaison --help", "demo.next.help"),
    )
    for command, key in steps:
        screen.lines(f"  {command}\n      {here.t(key)}")
