"""The desk's loop: a line is read, something is done or refused, and the person is told."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.review.appealdesk import AppealDesk
from bot.review.campaigndesk import CampaignDesk
from bot.review.casedesk import CaseDesk
from bot.review.claimdesk import ClaimDesk
from bot.review.commandwords import WORDS, Command, Typed, read_command
from bot.review.conversation import Abandoned, Conversation, EndOfInput
from bot.review.correctiondesk import CorrectionDesk
from bot.review.factdesk import FactDesk
from bot.review.options import ALWAYS
from bot.review.postcards import posts_section
from bot.review.postdesk import PostDesk
from bot.review.queuelist import in_doubt, queue_page, queue_section
from bot.review.sections import Section
from bot.review.settledesk import doubt_section
from bot.states import CaseState
from bot.storage import posts, queue, wanted
from bot.storage.cases import NoSuchCase
from bot.storage.database import StorageFault
from bot.storage.posts import NoSuchPost
from bot.storage.queue import QueueItem

PAGE: Final = 20  # entries of the queue shown at once
_GLANCE: Final = 5  # at the start


class Console:
    """The desk in a terminal."""

    def __init__(self, talk: Conversation) -> None:
        self._talk = talk
        self._open: CaseDesk | PostDesk | None = None
        self._appeals = AppealDesk(talk)
        self._campaigns = CampaignDesk(talk)
        self._corrections = CorrectionDesk(talk)
        self._facts = FactDesk(talk)
        self._claims = ClaimDesk(talk)
        self._seen: set[int] = set()  # cases that "next" has shown already
        self._handlers: Final[Mapping[Command, Callable[[str], None]]] = {
            Command.NEXT: self._next,
            Command.LIST: self._list,
            Command.CARD: self._card,
            Command.APPEALS: self._appeals.do,
            Command.POSTS: self._posts,
            Command.CAMPAIGNS: self._campaigns.do,
            Command.CORRECTIONS: self._corrections.do,
            Command.FACTS: self._facts.do,
            Command.CLAIMS: self._claims.do,
            Command.HELP: self._help,
        }

    def run(self, case_id: int | None = None) -> None:
        """Talk until the person leaves, or there is nothing more to read."""
        talk = self._talk
        talk.say("desk.hello", name=talk.reviewer.name)
        kept = talk.drawer.kept()
        if kept:
            talk.terminal.say(talk.t.plural("desk.kept_before", len(kept)))
            talk.terminal.say(str(talk.drawer.folder))
        try:
            if case_id is None:
                self._list("", _GLANCE)
                self._facts.say_own()
            else:
                self._do(Typed(command=Command.CARD, argument=str(case_id)))
            while self._turn():
                pass
        finally:
            self._leave()
        talk.say("desk.bye")

    def _turn(self) -> bool:
        """Read one line and do it; False where the person leaves."""
        talk = self._talk
        try:
            line = talk.ask("desk.prompt")
        except (EndOfInput, KeyboardInterrupt):
            return False
        if not line:
            return True
        typed = read_command(line)
        if typed is None:
            talk.say("desk.unknown", typed=talk.t("desk.quoted", text=line))
            talk.show_options(self._possible())
            return True
        if typed.command is Command.QUIT:
            return False
        try:
            self._do(typed)
        except EndOfInput:
            talk.say("desk.nothing_decided")
            return False
        except KeyboardInterrupt:
            talk.terminal.say("")
            talk.say("desk.nothing_decided")
        return True

    def _do(self, typed: Typed) -> None:
        try:
            own = self._handlers.get(typed.command)
            if own is not None:
                own(typed.argument)
            elif self._open is None:
                self._talk.say("desk.no_case")
            else:
                self._open.do(typed)
        except Abandoned:
            return  # the person knows why
        except StorageFault as fault:
            self._talk.explain(fault)  # it may pass: the person can try again, or leave

    def _possible(self) -> tuple[Command, ...]:
        own = self._open.options() if self._open is not None else ()
        return (*own, *ALWAYS)

    def _leave(self) -> None:
        if self._open is not None:
            before, self._open = self._open, None
            try:
                before.leave()
            except (Abandoned, StorageFault):
                return  # the claim lapses by itself

    # --- cases ------------------------------------------------------------------------------

    def _next(self, _argument: str) -> None:
        self._leave()
        item = self._first_unseen()
        if item is None and self._seen:
            self._seen.clear()  # those that were passed over come round again
            self._talk.say("desk.nothing_more")
            return
        if item is None:
            self._talk.say("desk.nothing_more")
            return
        self._seen.add(item.case_id)
        desk = CaseDesk(self._talk, item.case_id)
        desk.take()
        self._open = desk
        desk.show()

    def _first_unseen(self) -> QueueItem | None:
        me = self._talk.reviewer.id
        offset = 0
        with self._talk.office.database.read() as connection:
            while items := queue.queue(connection, limit=PAGE, offset=offset):
                for item in items:
                    free = item.state is CaseState.QUEUED or item.claimed_by == me
                    if free and item.case_id not in self._seen:
                        return item
                offset += PAGE
        return None

    def _card(self, argument: str) -> None:
        if not argument:
            if self._open is None:
                self._talk.say("desk.no_case")
            else:
                self._open.show()
            return
        number = _number(argument)
        try:
            desk = CaseDesk(self._talk, number or 0)
        except NoSuchCase:
            self._talk.say("desk.no_such_case", number=argument)
            return
        if not (isinstance(self._open, CaseDesk) and self._open.number == desk.number):
            self._leave()
        self._open = desk
        self._seen.add(desk.number)
        desk.show()

    def _list(self, argument: str, limit: int = PAGE) -> None:
        first = ((_number(argument) or 1) - 1) * PAGE
        with self._talk.office.database.read() as connection:
            entries, counts = queue_page(connection, first, limit)
            doubtful = in_doubt(connection)
            to_correct = wanted.count(connection)
        section = queue_section(entries, counts, self._talk.reader(), first=first + 1)
        self._talk.show_section(section)
        if doubtful:
            self._talk.show_section(doubt_section(doubtful, self._talk.reader()))
        if to_correct:
            self._talk.terminal.say(self._talk.t.plural("corrections.waiting", to_correct))
        if self._open is None:
            self._talk.show_options(ALWAYS)

    # --- official posts ---------------------------------------------------------------------

    def _posts(self, argument: str) -> None:
        if not argument:
            with self._talk.office.database.read() as connection:
                found = posts.in_approval(connection)
            self._talk.show_section(posts_section(found, self._talk.reader()))
            return
        try:
            desk = PostDesk(self._talk, _number(argument) or 0)
        except NoSuchPost:
            self._talk.say("desk.no_such_post", number=argument)
            return
        self._leave()
        self._open = desk
        desk.show()

    def _help(self, _argument: str) -> None:
        t = self._talk.t
        possible = set(self._possible())
        ordered = [one for one in WORDS if one in possible]
        ordered += [one for one in WORDS if one not in possible]
        lines = [
            t(
                "desk.help.line",
                letter=WORDS[one][0],
                word=self._talk.word(one),
                what=t(f"desk.command.{one}"),
            )
            for one in ordered
        ]
        lines += ["", t("desk.help.foot")]
        section = Section(name="help", title=t("desk.help.title"), lines=tuple(lines))
        self._talk.show_section(section)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= 15 else None
