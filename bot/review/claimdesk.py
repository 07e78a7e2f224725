"""Claims and where they are made, in the terminal: the list, one claim, the way to its cases."""

from typing import Final

from bot.review.claimlist import LISTED, claim_sections, claims_section
from bot.review.conversation import Abandoned, Conversation
from bot.storage import claims
from bot.storage.claims import ClaimLine, Spread

_DIGITS: Final = 15


class ClaimDesk:
    """Lists claims, and shows one by the number that it had in the list."""

    def __init__(self, talk: Conversation) -> None:
        self._talk = talk
        self._listed: list[str] = []  # marks, as they were shown: numbers stay what they were

    def do(self, argument: str) -> None:
        """List them, or open the one of this number.

        Raises:
            Abandoned: there is no such number; the person knows why.
        """
        talk, found = self._talk, self._found()
        if not argument or not self._listed:
            self._listed = [one.mark for one in found[:LISTED]]
        if not argument:
            talk.show_section(claims_section(found, talk.reader()))
            if found:
                talk.say("claims.how")
            return
        number = argument.lstrip("#")
        valid = number.isdecimal() and number.isascii() and len(number) <= _DIGITS
        if not (valid and 1 <= int(number) <= len(self._listed)):
            talk.say("claims.no_such")
            raise Abandoned
        line = claims.find(found, self._listed[int(number) - 1])
        one = self._load(line) if line is not None else None
        if one is None:
            talk.say("claims.over")
            raise Abandoned
        reader = talk.reader()
        for section in claim_sections(one, reader):
            talk.show_section(section)
        talk.say("claims.how_case", number=one.cases[0].id)

    def _found(self) -> list[ClaimLine]:
        office = self._talk.office
        with office.database.read() as connection:
            return claims.lines(connection, office.clock())

    def _load(self, line: ClaimLine) -> Spread | None:
        office = self._talk.office
        with office.database.read() as connection:
            return claims.load(connection, line, office.clock(), office.zone)
