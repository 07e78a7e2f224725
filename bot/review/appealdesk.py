"""Appeals in the terminal: the list, one appeal, and its decision."""

from bot.appeals import Waiting
from bot.review.cards import Veil
from bot.review.chat.appealcards import appeal_blocks
from bot.review.conversation import Abandoned, Conversation
from bot.review.sections import Section
from bot.review.wording import duration
from bot.storage import queue
from responders.notices import GROUNDS


class AppealDesk:
    """Shows what waits, and takes decisions."""

    def __init__(self, talk: Conversation) -> None:
        self._talk = talk

    def do(self, argument: str) -> None:
        """List the appeals, or open the one of this number.

        Raises:
            Abandoned: it was refused or not finished; the person knows why.
        """
        if not argument:
            self._list()
            return
        if not argument.isdecimal() or len(argument) > 15:
            self._talk.say("moderation.appeal.no_such")
            raise Abandoned
        self._one(int(argument))

    def _list(self) -> None:
        talk = self._talk
        reader = talk.reader()
        found = talk.office.appeals.waiting()
        bans = talk.office.moderating.bans_proposed()
        lines = [_line(one, talk) for one in found] or [talk.t("moderation.list.none")]
        title = talk.t("moderation.list.title")
        talk.show_section(Section(name="appeals", title=title, lines=tuple(lines)))
        if bans:
            waiting = tuple(
                talk.t(
                    "moderation.list.ban",
                    case=one.case_id,
                    name=reader.person(one.reviewer_id),
                    duration=duration(reader.now - one.created_at, talk.t),
                )
                for one in bans
            )
            title = talk.t("moderation.list.bans")
            talk.show_section(Section(name="bans", title=title, lines=waiting))

    def _one(self, number: int) -> None:
        talk = self._talk
        found = talk.tried(lambda: talk.office.appeals.one(number))
        with talk.office.database.read() as connection:
            data = queue.card(connection, found.appeal.case_id)
        for block in appeal_blocks(found, data, talk.reader(), Veil.MASKED):
            lines = tuple(block.body.split("\n"))
            talk.show_section(Section(name=block.name, title=block.title, lines=lines))
        refusal = talk.office.appeals.refusal(found, talk.reviewer)
        if refusal is not None:
            talk.say(refusal)
            return
        upheld = talk.ask_yes("desk.ask.upheld")
        appeals, me = talk.office.appeals, talk.reviewer
        if upheld:
            reason = talk.ask_reason()
            talk.tried(lambda: appeals.uphold(number, me, reason), typed=reason)
            talk.say("moderation.card.upheld")
            return
        ground = self._ground()
        reason = talk.ask_reason()
        talk.tried(lambda: appeals.dismiss(number, me, reason, ground=ground), typed=reason)
        talk.say("moderation.card.dismissed")

    def _ground(self) -> str:
        """What the author is told of why the action stands."""
        talk = self._talk
        lines = tuple(
            talk.t("desk.rules.line", n=n, name=talk.t(f"moderation.ground.{one}"))
            for n, one in enumerate(GROUNDS, start=1)
        )
        title = talk.t("moderation.card.ground")
        talk.show_section(Section(name="grounds", title=title, lines=lines))
        return GROUNDS[talk.ask_number("desk.ask.ground", len(GROUNDS))]


def _line(found: Waiting, talk: Conversation) -> str:
    reader = talk.reader()
    mine = talk.reviewer.id in found.action.deciders
    return talk.t(
        "moderation.list.yours" if mine else "moderation.list.line",
        number=found.appeal.id,
        case=found.appeal.case_id,
        action=reader.word("action", found.action.kind),
        duration=duration(reader.now - found.appeal.created_at, talk.t),
    )
