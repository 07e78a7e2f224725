"""Campaigns in the terminal: the list, one card, and one decision for all that wait on it."""

from bot.bulk import ACTIONS, Bulk, Choice, Done
from bot.moderating import CANNOT_HIDE, rules
from bot.review.campaignsections import campaign_sections, campaigns_section, named
from bot.review.commandwords import folded
from bot.review.conversation import Abandoned, Conversation
from bot.storage import campaigncards
from bot.storage.campaigncards import CampaignCard, NoSuchCampaign

_UNDO = "undo"


class CampaignDesk:
    """Shows campaigns, and takes decisions for all cases of one."""

    def __init__(self, talk: Conversation) -> None:
        self._talk = talk

    def do(self, argument: str) -> None:
        """List the campaigns, or open the one of this number.

        Raises:
            Abandoned: it was refused or not finished; the person knows why.
        """
        talk = self._talk
        if not argument:
            with talk.office.database.read() as connection:
                found = campaigncards.lines(connection)
            talk.show_section(campaigns_section(found, talk.reader()))
            return
        number = argument.lstrip("#")
        if not (number.isdecimal() and number.isascii() and len(number) <= 15):
            talk.say("campaigns.no_such")
            raise Abandoned
        self._one(int(number))

    def _one(self, number: int) -> None:
        talk = self._talk
        try:
            with talk.office.database.read() as connection:
                card = campaigncards.load(connection, number)
        except NoSuchCampaign:
            talk.say("campaigns.no_such")
            raise Abandoned from None
        for section in campaign_sections(card, talk.reader()):
            talk.show_section(section)
        choices = self._choices(card)
        if choices:
            self._decide(card, choices)

    def _choices(self, card: CampaignCard) -> list[str]:
        """Return what this person may decide for all that wait on the card as it was shown."""
        me = self._talk.reviewer
        found: list[str] = []
        if card.waiting:
            public = {one.id for one in rules(self._talk.office.policy)}
            platforms = {name.partition(":")[0] for name, _ in card.channels}
            for choice in Choice:
                if not me.may(choice.act):
                    continue
                if choice in ACTIONS and card.label not in public:
                    continue
                if choice is Choice.HIDE and platforms & CANNOT_HIDE:
                    continue
                if choice is Choice.ANSWERED and card.answered_by is None:
                    continue
                found.append(choice.value)
        if me.may(Choice.KEEP.act):
            with self._talk.office.database.read() as connection:
                if campaigncards.last_decided(connection, card.id):
                    found.append(_UNDO)
        return found

    def _decide(self, card: CampaignCard, choices: list[str]) -> None:
        talk = self._talk
        words = {talk.t(f"campaigns.choice.{one}"): one for one in choices}
        typed = talk.ask("campaigns.ask.choice", n=len(card.waiting), choices="; ".join(words))
        if not typed:
            return
        chosen = next((one for word, one in words.items() if folded(word) == folded(typed)), None)
        if chosen is None:
            talk.say("campaigns.choice.unknown")
            raise Abandoned
        bulk = Bulk(
            database=talk.office.database,
            decisions=talk.office.decisions,
            moderating=talk.office.moderating,
        )
        now = talk.office.clock()
        if chosen == _UNDO:
            undone = talk.tried(lambda: bulk.undo_all(card.id, talk.reviewer, now))
            self._say(undone, "campaigns.undone")
            return
        choice = Choice(chosen)
        said = talk.t(f"campaigns.choice.{choice}")
        if not talk.ask_yes("campaigns.ask.sure", choice=said, n=len(card.waiting)):
            talk.say("desk.nothing_decided")
            raise Abandoned
        reason = (
            talk.t("campaigns.reason.answered", number=card.answered_by)
            if choice is Choice.ANSWERED
            else talk.t("campaigns.reason", number=card.id)
        )
        done = talk.tried(
            lambda: bulk.decide_all(
                card.id,
                choice,
                card.waiting,
                talk.reviewer,
                now,
                reason=reason,
                rule=card.label or "",
                by=card.answered_by,
            )
        )
        self._say(done, "campaigns.done")
        talk.say("campaigns.undo.how")

    def _say(self, done: Done, key: str) -> None:
        talk = self._talk
        talk.terminal.say(talk.t.plural(key, len(done.done)))
        if done.left_out:
            cases = named([f"#{number}" for number in done.left_out], len(done.left_out))
            talk.terminal.say(talk.t.plural("campaigns.left_out", len(done.left_out), cases=cases))
