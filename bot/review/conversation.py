"""Questions and answers in the reviewer's language, and what went wrong put into words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Self, TypeVar

from bot.app import App
from bot.appeals import Appeals
from bot.corrections import Corrections
from bot.deciding import Blocked, NotAllowed
from bot.decisions import Decisions
from bot.moderating import Moderating
from bot.officialposts import OfficialPosts
from bot.review.cards import Card
from bot.review.commandwords import WORDS, Command, read_yes
from bot.review.drawer import Drawer
from bot.review.layout import Layout, card_text, paragraph, section_text
from bot.review.sections import Section
from bot.review.sheet import Sheet, SheetFault
from bot.review.terminal import NoEditor, Terminal
from bot.review.wording import Reader
from bot.settling import Settling
from bot.states import IllegalMove
from bot.storage import retractions, staff
from bot.storage.database import Conflict, Database, StorageFault
from bot.toolbox import Toolbox
from bot.triagesettings import TriageSettings
from policies.policy import Policy
from policies.roles import Reviewer
from responders.templates import TemplateBank
from responders.values import Weight
from translations.catalogs import Catalog
from translations.values import OFFICIAL_LANGUAGES

T = TypeVar("T")


class EndOfInput(Exception):
    """There is nothing more to read: the person left."""


class Abandoned(Exception):
    """The person gave no usable answer: nothing is decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What the desk works with."""

    database: Database
    decisions: Decisions
    moderating: Moderating
    appeals: Appeals
    settling: Settling
    posts: OfficialPosts
    corrections: Corrections
    tools: Toolbox
    templates: TemplateBank
    limits: TriageSettings
    zone: tzinfo
    clock: Callable[[], datetime]

    @classmethod
    def of(cls, app: App) -> Self:
        """Return the parts of the program that the desk works with."""
        return cls(
            database=app.database,
            decisions=app.decisions,
            moderating=app.moderating,
            appeals=app.appeals,
            settling=app.settling,
            posts=app.posts,
            corrections=app.corrections,
            tools=app.tools,
            templates=app.documents.templates,
            limits=app.settings.triage,
            zone=app.tools.hours.zone,
            clock=app.clock,
        )

    @property
    def policy(self) -> Policy:
        """The agency's policy that is in force now."""
        return self.tools.policy


class Conversation:
    """One person at one terminal."""

    def __init__(
        self,
        office: Office,
        terminal: Terminal,
        reviewer: Reviewer,
        t: Catalog,
        layout: Layout,
        drawer: Drawer,
    ) -> None:
        self.office = office
        self.terminal = terminal
        self.reviewer = reviewer
        self.t = t
        self.layout = layout
        self.drawer = drawer

    # --- out --------------------------------------------------------------------------------

    def reader(self) -> Reader:
        """Return who reads, now."""
        with self.office.database.read() as connection:
            names = staff.names(connection)
            self.office.tools.freshen(connection)  # a fact may have ended a moment ago
            retracted = retractions.names(connection)
        return Reader(
            t=self.t,
            zone=self.office.zone,
            now=self.office.clock(),
            policy=self.office.policy,
            bank=self.office.tools.bank,
            templates=self.office.templates,
            retracted=retracted,
            names=names,
            reviewer=self.reviewer,
        )

    def say(self, key: str, /, **values: object) -> None:
        """Say a sentence of the catalogs."""
        self.terminal.say(paragraph(self.t(key, **values), self.layout))

    def say_kept(self, place: Path) -> None:
        """Say where what was typed is kept."""
        self.say("desk.kept")
        self.terminal.say(str(place))  # not wrapped: it may be copied

    def show_card(self, card: Card) -> None:
        """Show a card."""
        self.terminal.say(f"\n{card_text(card, self.layout)}\n")

    def show_section(self, section: Section) -> None:
        """Show one part of a card, or a list."""
        self.terminal.say(f"\n{section_text(section, self.layout)}\n")

    def show_options(self, commands: tuple[Command, ...]) -> None:
        """Say what can be typed."""
        options = ", ".join(
            self.t("desk.options_item", letter=WORDS[one][0], word=self.word(one))
            for one in commands
        )
        self.say("desk.options", options=options)

    def word(self, command: Command) -> str:
        """Return a command's word in the reviewer's language."""
        _, english, french = WORDS[command]
        return french[0] if self.t.lang == "fr" else english[0]

    # --- in ---------------------------------------------------------------------------------

    def ask(self, key: str, /, **values: object) -> str:
        """Return the person's answer, without the spaces around it.

        Raises:
            EndOfInput: there is nothing more to read.
        """
        line = self.terminal.ask(self.t(key, **values))
        if line is None:
            raise EndOfInput
        return line.strip()

    def ask_reason(self, given: str = "") -> str:
        """Return a reason, which there must be.

        Raises:
            Abandoned: none was given.
        """
        reason = given or self.ask("desk.ask.reason")
        if not reason:
            self.say("desk.needs_reason")
            raise Abandoned
        return reason

    def ask_yes(self, key: str, /, **values: object) -> bool:
        """Return a yes or a no.

        Raises:
            Abandoned: it was neither.
        """
        typed = self.ask(key, **values)
        answer = read_yes(typed)
        if answer is None:
            self.bad_choice(typed)
        return bool(answer)

    def ask_number(self, key: str, n: int) -> int:
        """Return a number from 1 to n, less one; asks nothing where there is only one.

        Raises:
            Abandoned: it was none of these.
        """
        if n == 1:
            return 0
        typed = self.ask(key, n=n)
        if not (typed.isdecimal() and 1 <= int(typed) <= n):
            self.bad_choice(typed)
        return int(typed) - 1

    def ask_language(self, languages: tuple[str, ...], given: str = "") -> str:
        """Return one of the languages; asks nothing where there is only one.

        Raises:
            Abandoned: it was none of these.
        """
        if len(languages) == 1 and not given:
            return languages[0]
        typed = (given or self.ask("desk.ask.language")).lower()
        if typed not in languages:
            self.bad_choice(typed)
        return typed

    def bad_choice(self, typed: str) -> None:
        """Say that an answer was none of those possible, and leave the question."""
        self.say("desk.bad_choice", typed=typed or "-")
        raise Abandoned

    def edit_sheet(self, sheet: Sheet) -> tuple[dict[str, str], Path]:
        """Let the person edit both languages; return the texts, and the file that holds them.

        The file stays until the caller knows that the texts are stored.

        Raises:
            Abandoned: nothing was changed, or the file cannot be read back (and is kept).
        """
        path = self.drawer.new_file(sheet.write())
        while True:
            try:
                self.terminal.edit(path)
            except NoEditor as none:
                if none.name:
                    self.say("desk.editor.failed", editor=none.name)
                self.say("desk.editor.none")
                return self._typed(sheet, path)
            try:
                content = path.read_text(encoding="utf-8")
                texts = sheet.read(content)
            except (SheetFault, UnicodeDecodeError) as fault:
                broken = fault if isinstance(fault, SheetFault) else SheetFault("desk.sheet.utf8")
                self.terminal.say(paragraph(broken.render(self.t), self.layout))
                if self._wants_again(path):
                    continue
                raise Abandoned from fault
            return self._changed(sheet, texts, path), path

    def _wants_again(self, path: Path) -> bool:
        try:
            again = read_yes(self.ask("desk.ask.again"))
        except EndOfInput:
            self.say_kept(path)
            raise
        if not again:
            self.say_kept(path)
        return bool(again)

    def _changed(self, sheet: Sheet, texts: dict[str, str], path: Path) -> dict[str, str]:
        if all(texts[lang] == sheet.texts.get(lang, "").strip() for lang in OFFICIAL_LANGUAGES):
            path.unlink()
            self.say("desk.nothing_changed")
            raise Abandoned
        return texts

    def _typed(self, sheet: Sheet, path: Path) -> tuple[dict[str, str], Path]:
        """Without an editor: each language line by line, a full stop alone ends it."""
        texts: dict[str, str] = {}
        for lang in OFFICIAL_LANGUAGES:
            self.say("desk.ask.line", language=self.t(f"desk.language.{lang}"))
            lines: list[str] = []
            while (line := self.terminal.ask("")) is not None and line.strip() != ".":
                lines.append(line)
            texts[lang] = "\n".join(lines).strip()
            if line is None:
                self._keep_unfinished(sheet, {**sheet.texts, **texts}, path)
                raise EndOfInput
        path.write_text(_sheet_with(sheet, texts).write(), encoding="utf-8")
        return self._changed(sheet, texts, path), path

    def _keep_unfinished(self, sheet: Sheet, texts: dict[str, str], path: Path) -> None:
        path.write_text(_sheet_with(sheet, texts).write(), encoding="utf-8")
        self.say_kept(path)

    # --- what can go wrong ------------------------------------------------------------------

    def tried(self, action: Callable[[], T], *, typed: str = "", file: Path | None = None) -> T:
        """Do something that may be refused; what was typed for it is kept, and its place told.

        Raises:
            Abandoned: it was refused; the person knows why.
        """
        try:
            done = action()
        except (NotAllowed, Blocked, IllegalMove, Conflict, LookupError) as fault:
            self.explain(fault)
            self._keep(typed, file)
            raise Abandoned from fault
        except BaseException:
            self._keep(typed, file)
            raise
        if file is not None:
            file.unlink(missing_ok=True)
        return done

    def _keep(self, typed: str, file: Path | None) -> None:
        if file is None and typed:
            try:
                file = self.drawer.new_file(f"{typed}\n")
            except OSError:  # no room anywhere: the screen is what is left
                self.say("desk.not_kept")
                self.terminal.say(typed)
        if file is not None:
            self.say_kept(file)

    def explain(self, fault: Exception) -> None:
        """Say why something was refused."""
        match fault:
            case NotAllowed():
                self.terminal.say(paragraph(self._refusal(fault), self.layout))
            case Blocked():
                self.say("desk.blocked")
                for check in fault.checks:
                    text = check.explanation[self.t.lang]
                    weight = "blocking" if check.weight is Weight.BLOCKING else "warning"
                    self.terminal.say(
                        paragraph(f"  {self.t(f'desk.check.{weight}', text=text)}", self.layout)
                    )
            case Conflict():
                self.say("desk.refused.conflict")
            case StorageFault():
                self.say(fault.key, place=fault.place, detail=fault.detail)
                self.say("desk.nothing_decided")
            case _:
                self.say("desk.refused.illegal")

    def _refusal(self, fault: NotAllowed) -> str:
        if fault.key in self.t:
            return self.t(fault.key, **fault.values)
        return self.t("desk.refused.other", reason=fault.key)


def _sheet_with(sheet: Sheet, texts: dict[str, str]) -> Sheet:
    return Sheet(mark=sheet.mark, instructions=sheet.instructions, texts=texts)
