"""What a reviewer does with texts that the program could not finish: settle, take over, give up."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from bot.review.commandwords import Command
from bot.review.conversation import Abandoned, Conversation
from bot.review.replies import publication_lines
from bot.review.sections import Section
from bot.review.wording import Reader, shown
from bot.states import PublicationState
from bot.storage.publications import Queued

_WHICH: Final[Mapping[Command, frozenset[PublicationState]]] = {
    Command.SETTLE: frozenset({PublicationState.UNKNOWN}),
    Command.HAND_OFF: frozenset({PublicationState.FAILED, PublicationState.HANDED_OFF}),
    Command.POSTED: frozenset({PublicationState.HANDED_OFF}),
    Command.DROP: frozenset({PublicationState.FAILED, PublicationState.HANDED_OFF}),
}


def settling_options(publications: Sequence[Queued]) -> tuple[Command, ...]:
    """Return the commands that one of these publications asks for."""
    states = {one.state for one in publications}
    return tuple(command for command, wanted in _WHICH.items() if states & wanted)


def doubt_section(
    publications: Sequence[Queued], reader: Reader, *, words: str = "desk"
) -> Section:
    """Return the list of everything that a person has to settle, in the words of a desk."""
    t = reader.t
    lines = []
    for one in publications:
        key = f"{words}.doubt.post" if one.post_id is not None else "desk.doubt.case"
        place = t(key, number=one.post_id if one.post_id is not None else one.case_id)
        what = publication_lines(one, reader, place=f"{words}.publication.")[0]
        lines.append(t("desk.doubt.line", place=place, what=what))
    title = t.plural("desk.section.doubt", len(lines))
    return Section(name="doubt", title=title, lines=tuple(lines))


class SettleDesk:
    """Closes what the program could not close by itself, for cases and official posts alike."""

    def __init__(self, talk: Conversation) -> None:
        self._talk = talk
        self._handlers: Final[Mapping[Command, Callable[[Queued], None]]] = {
            Command.SETTLE: self._settle,
            Command.HAND_OFF: self._hand_off,
            Command.POSTED: self._posted,
            Command.DROP: self._drop,
        }

    def handles(self, command: Command) -> bool:
        """Whether a command is about publications."""
        return command in self._handlers

    def do(self, command: Command, publications: Sequence[Queued]) -> None:
        """Do it with the publication that the person chooses.

        Raises:
            Abandoned: it was refused or not finished; the person knows why.
        """
        found = [one for one in publications if one.state in _WHICH[command]]
        if not found:
            self._talk.say("desk.not_now", command=self._talk.word(command))
            raise Abandoned
        self._handlers[command](self._choose(found))

    def _choose(self, found: Sequence[Queued]) -> Queued:
        if len(found) > 1:
            reader = self._talk.reader()
            lines: list[str] = []
            for n, one in enumerate(found, start=1):
                first, *rest = publication_lines(one, reader)
                lines += [f"{n}. {first}", *rest]
            title = self._talk.t("desk.section.publications")
            section = Section(name="publications", title=title, lines=tuple(lines))
            self._talk.show_section(section)
        return found[self._talk.ask_number("desk.ask.publication", len(found))]

    def _settle(self, queued: Queued) -> None:
        talk = self._talk
        is_out = talk.ask_yes("desk.ask.is_out")
        url = (talk.ask("desk.ask.url") or None) if is_out else None
        talk.tried(
            lambda: talk.office.settling.settle_unknown(
                queued.id, talk.reviewer, is_out=is_out, url=url
            ),
            typed=url or "",
        )
        talk.say("desk.done.settled_out" if is_out else "desk.done.settled_absent")

    def _hand_off(self, queued: Queued) -> None:
        talk = self._talk
        if queued.state is PublicationState.FAILED:  # else only shown once more
            talk.tried(lambda: talk.office.settling.hand_off(queued.id, talk.reviewer))
        talk.say("desk.done.handed_off")
        # as it is, with no margin and not wrapped: it is to be copied
        talk.terminal.say(f"\n{shown(queued.outgoing.text)}\n")
        if queued.url:
            talk.say("desk.publication.open", url=shown(queued.url))

    def _posted(self, queued: Queued) -> None:
        talk = self._talk
        url = talk.ask("desk.ask.posted") or None
        talk.tried(
            lambda: talk.office.settling.mark_posted(queued.id, talk.reviewer, url),
            typed=url or "",
        )
        talk.say("desk.done.posted")

    def _drop(self, queued: Queued) -> None:
        talk = self._talk
        if not talk.ask_yes("desk.ask.drop"):
            talk.say("desk.nothing_decided")
            raise Abandoned
        talk.tried(lambda: talk.office.settling.drop(queued.id, talk.reviewer))
        talk.say("desk.done.dropped")
