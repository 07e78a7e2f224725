"""Replies to put right, in the terminal: the list, one entry, and what is done about it."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.review.commandwords import folded
from bot.review.conversation import Abandoned, Conversation
from bot.review.correctionlist import correction_sections, corrections_section
from bot.review.sheet import sheet
from bot.storage import wanted
from bot.storage.wanted import WantedCorrection
from policies.roles import Act
from responders.values import Fact

_DIGITS: Final = 15


class CorrectionDesk:
    """Lists the replies that rest on what no longer holds, and takes what an officer decides."""

    def __init__(self, talk: Conversation) -> None:
        self._talk = talk

    def do(self, argument: str) -> None:
        """List them, or open the entry of this number.

        Raises:
            Abandoned: it was refused or not finished; the person knows why.
        """
        talk = self._talk
        if not argument:
            with talk.office.database.read() as connection:
                found = wanted.listed(connection)
            talk.show_section(corrections_section(found, talk.reader()))
            if found:
                talk.say("corrections.how", first=found[0].id)
            return
        number = argument.lstrip("#")
        if not (number.isdecimal() and number.isascii() and len(number) <= _DIGITS):
            talk.say("corrections.no_such")
            raise Abandoned
        self._one(int(number))

    def _one(self, number: int) -> None:
        talk = self._talk
        entry = talk.tried(lambda: talk.office.corrections.on_list(number))
        today = talk.office.corrections.successor(entry.fact_id)
        for section in correction_sections(entry, today, talk.reader()):
            talk.show_section(section)
        if talk.reviewer.may(Act.APPROVE_REPLY):
            self._decide(entry, today)

    def _decide(self, entry: WantedCorrection, today: Fact | None) -> None:
        talk = self._talk
        possible: dict[str, Callable[[WantedCorrection], None]] = {"dismiss": self._dismiss}
        if not entry.begun:
            possible = {"write": self._write, **possible}
        if not entry.begun and today is not None:
            possible = {"fact": self._with_fact, **possible}
        typed = talk.ask("corrections.ask", choices="; ".join(self._words(possible)))
        if not typed:
            return
        words = self._words(possible)
        chosen = next((do for word, do in words.items() if folded(word) == folded(typed)), None)
        if chosen is None:
            talk.bad_choice(typed)
        else:
            chosen(entry)

    def _words(
        self, possible: Mapping[str, Callable[[WantedCorrection], None]]
    ) -> dict[str, Callable[[WantedCorrection], None]]:
        """Return what can be typed, in the reader's language; the first word is enough."""
        return {self._talk.t(f"corrections.choice.{name}"): do for name, do in possible.items()}

    def _with_fact(self, entry: WantedCorrection) -> None:
        talk = self._talk
        talk.tried(lambda: talk.office.corrections.correct_with_fact(entry.id, talk.reviewer))
        talk.say("corrections.proposed", number=entry.case_id)

    def _write(self, entry: WantedCorrection) -> None:
        talk = self._talk
        about = talk.t("corrections.sheet", number=entry.id)
        texts, file = talk.edit_sheet(sheet({}, talk.t, about=about))
        talk.tried(
            lambda: talk.office.corrections.correct(entry.publication_id, talk.reviewer, texts),
            file=file,
        )
        talk.say("corrections.proposed", number=entry.case_id)

    def _dismiss(self, entry: WantedCorrection) -> None:
        talk = self._talk
        reason = talk.ask_reason()
        talk.tried(
            lambda: talk.office.corrections.dismiss(entry.id, talk.reviewer, reason), typed=reason
        )
        talk.say("corrections.dismissed", number=entry.id)
