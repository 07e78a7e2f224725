"""Facts that somebody has to see to, in the terminal."""

from bot.factbook import facts_in_force
from bot.factcare import Care, facts_in_force_to_see_to
from bot.review.conversation import Conversation
from bot.review.factlist import facts_to_see_to_section, is_own
from policies.errors import DocumentError


class FactDesk:
    """Lists them, and tells an owner who has no chat that there are some of theirs."""

    def __init__(self, talk: Conversation) -> None:
        self._talk = talk

    def do(self, _argument: str) -> None:
        """List them, the person's own first."""
        section = facts_to_see_to_section(self._found(), self._talk.reader())
        self._talk.show_section(section)

    def say_own(self) -> None:
        """Say how many of this person's facts need them, where there are any."""
        reader = self._talk.reader()
        own = sum(is_own(one.fact, reader) for one in self._found())
        if own:
            self._talk.terminal.say(reader.t.plural("factcare.yours_wait", own))

    def _found(self) -> list[Care]:
        office = self._talk.office
        with office.database.read() as connection:
            try:
                found = facts_in_force(connection)
            except DocumentError:
                return []  # the doctor says what is wrong with it
            now, zone = office.clock(), office.zone
            return facts_in_force_to_see_to(connection, found, now, zone, office.limits)
