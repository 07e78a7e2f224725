"""What a moderator does about a message and its author, and a director about a ban."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from bot.ports import ActionKind
from bot.review.cards import message_text
from bot.review.commandwords import Command, folded
from bot.review.conversation import Abandoned, Conversation
from bot.review.sections import Section
from bot.review.times import read_until
from bot.review.wording import duration
from bot.states import ActionState
from bot.storage.queue import CardAction, CardData
from policies.policy import LabelDefinition
from translations.values import OFFICIAL_LANGUAGES

ACTS: Final[Mapping[Command, ActionKind]] = {
    Command.HIDE: ActionKind.HIDE,
    Command.DELETE: ActionKind.DELETE,
    Command.WARN: ActionKind.WARN,
    Command.RESTRICT: ActionKind.RESTRICT,
    Command.BAN: ActionKind.BAN,
}
DECIDES: Final = (Command.CONFIRM, Command.DECLINE)


def proposed(data: CardData) -> CardAction | None:
    """Return the ban of a case that waits for a director."""
    found = [one for one in data.actions if one.state is ActionState.PROPOSED]
    return found[-1] if found else None


def standing(data: CardData) -> CardAction | None:
    """Return the last action of a case that holds, or will."""
    held = (ActionState.HELD, ActionState.APPLIED)
    found = [one for one in data.actions if one.state in held]
    return found[-1] if found else None


class ModerationDesk:
    """Acts on one case."""

    def __init__(self, talk: Conversation) -> None:
        self._talk = talk

    def handles(self, command: Command) -> bool:
        """Whether a command is about moderation."""
        return command in ACTS or command in DECIDES or command is Command.ENTER

    def do(self, command: Command, argument: str, data: CardData) -> None:
        """Do it.

        Raises:
            Abandoned: it was refused or not finished; the person knows why.
        """
        if command is Command.ENTER:
            self._enter(data, argument)
        elif command in DECIDES:
            self._decide(command, argument, data)
        else:
            self._act(ACTS[command], data)

    def _act(self, kind: ActionKind, data: CardData) -> None:
        talk = self._talk
        message_id = self._choose_message(data)
        until = self._until() if kind is ActionKind.RESTRICT else None  # of a restriction alone
        rule = self._choose_rule(data)
        reason = talk.ask_reason()
        act, case_id, me = talk.office.moderating, data.case.id, talk.reviewer

        def decide() -> object:
            match kind:
                case ActionKind.HIDE:
                    return act.hide(case_id, me, message_id=message_id, rule=rule, reason=reason)
                case ActionKind.DELETE:
                    return act.delete(case_id, me, message_id=message_id, rule=rule, reason=reason)
                case ActionKind.WARN:
                    return act.warn(case_id, me, message_id=message_id, rule=rule, reason=reason)
                case ActionKind.RESTRICT:
                    return act.restrict(
                        case_id,
                        me,
                        message_id=message_id,
                        rule=rule,
                        reason=reason,
                        until=until or talk.office.clock(),
                    )
                case ActionKind.BAN:
                    return act.propose_ban(
                        case_id, me, message_id=message_id, rule=rule, reason=reason
                    )

        talk.tried(decide, typed=reason)
        talk.say(f"desk.acted.{kind}")

    def lift(self, argument: str, data: CardData) -> None:
        """Undo the last action that stands, however long ago it was; asks for a reason."""
        talk, action = self._talk, standing(data)
        if action is None:
            talk.say("moderation.not_standing")
            raise Abandoned
        reason = talk.ask_reason(argument)
        talk.tried(
            lambda: talk.office.moderating.lift(action.id, talk.reviewer, reason), typed=reason
        )
        talk.say("desk.acted.lifted")

    def _decide(self, command: Command, argument: str, data: CardData) -> None:
        talk, ban = self._talk, proposed(data)
        if ban is None:
            talk.say("moderation.not_proposed")
            raise Abandoned
        act, me = talk.office.moderating, talk.reviewer
        if command is Command.CONFIRM:
            done = talk.tried(lambda: act.confirm_ban(ban.id, me))
            wait = duration(done.not_before - talk.office.clock(), talk.t)
            talk.say("desk.acted.confirmed", duration=wait)
            return
        reason = talk.ask_reason(argument)
        talk.tried(lambda: act.decline_ban(ban.id, me, reason), typed=reason)
        talk.say("desk.acted.declined")

    def _enter(self, data: CardData, argument: str) -> None:
        """Enter what the author says in an e-mail."""
        talk = self._talk
        words = argument or talk.ask("desk.ask.appeal")
        appeals, case_id = talk.office.appeals, data.case.id
        done = talk.tried(
            lambda: appeals.enter_for_case(case_id, words, talk.reviewer), typed=words
        )
        talk.say("moderation.for.done", number=done.id)

    def _until(self) -> datetime:
        talk = self._talk
        typed = talk.ask("desk.ask.until")
        until = read_until(typed, talk.office.clock(), talk.office.zone)
        if until is None:
            talk.say("desk.bad_until", typed=typed or "-")
            raise Abandoned
        return until

    def _choose_message(self, data: CardData) -> int:
        messages = [one for one in data.messages if not one.deleted]
        if not messages:
            self._talk.say("decision.no_such_message")
            raise Abandoned
        if len(messages) > 1:
            reader = self._talk.reader()
            texts = (message_text(one, reader, original=False) for one in messages)
            lines = tuple(f"{n}. {' '.join(text.split())}" for n, text in enumerate(texts, start=1))
            title = self._talk.t.plural("desk.section.messages", len(messages))
            self._talk.show_section(Section(name="messages", title=title, lines=lines))
        return messages[self._talk.ask_number("desk.ask.message", len(messages))].id

    def _choose_rule(self, data: CardData) -> str:
        """The label's id; those that the program found come first."""
        talk = self._talk
        case = data.case
        rules = talk.office.moderating.rules(case.platform, case.channel)
        labels = {one.id: one for one in rules}
        found = [label.label for one in data.messages for label in one.screening.labels]
        ids = list(dict.fromkeys([*(one for one in found if one in labels), *labels]))
        names = [labels[one].name[talk.t.lang] for one in ids]
        lines = tuple(
            talk.t("desk.rules.line", n=n, name=name) for n, name in enumerate(names, start=1)
        )
        title = talk.t("desk.section.choose_rule")
        talk.show_section(Section(name="choose_rule", title=title, lines=lines))
        typed = talk.ask("desk.ask.rule")
        if typed.isdecimal() and 1 <= int(typed) <= len(ids):
            return ids[int(typed) - 1]
        for one in ids:
            if folded(typed) in _names(labels[one]):
                return one
        talk.bad_choice(typed)
        raise AssertionError  # `bad_choice` always raises


def _names(label: LabelDefinition) -> set[str]:
    return {folded(label.id), *(folded(label.name[lang]) for lang in OFFICIAL_LANGUAGES)}
