"""A false claim by somebody in office is answered as a claim: in a post that names nobody.

The official post is made of the fact and approved wording, and a director approves it besides both
languages.
"""

from typing import Final

from bot.deciding import DecisionBase, NotAllowed
from bot.officialposts import OfficialPosts
from bot.post import BOTH, Layout
from bot.postcontent import PostContent
from bot.postdeciding import may_write
from bot.settings import Channel
from bot.storage import queue, record
from bot.storage.queue import CardData
from bot.storage.record import Entry
from policies.approvals import Risk
from policies.roles import Reviewer
from policies.screening_values import Speaker
from responders.values import Stance
from translations.values import OFFICIAL_LANGUAGES, Bilingual

TEMPLATE: Final = "post-claim"  # wording of such a post
_SPEAKERS: Final = frozenset({Speaker.ELECTED, Speaker.CANDIDATE, Speaker.OFFICIAL, Speaker.MEDIA})


def answered_in_a_post(data: CardData) -> bool:
    """Whether a case is of somebody whose wrong claim an official post would answer."""
    return any(one.screening.speaker in _SPEAKERS and not one.deleted for one in data.messages)


class OfficialAnswers(DecisionBase):
    """Makes official posts of what cases need said."""

    def answer_in_post(self, case_id: int, reviewer: Reviewer) -> tuple[int, bool]:
        """Put a post that answers a case's wrong claim into approval.

        Returns:
            The post's number, and whether it is new.

        Raises:
            NotAllowed: not this person; or no fact is contradicted, no wording or channel is there.
            Blocked: a check found something with which it cannot go out.
        """
        if not may_write(reviewer):
            raise NotAllowed("decision.not_your_role")
        with self._database.read() as connection:
            data = queue.card(connection, case_id)
        if not answered_in_a_post(data):
            raise NotAllowed("triage.post.not_this_case")
        posts = OfficialPosts(self._database, self._settings, self._clock, self._probe)
        number, new = posts.submit_content(reviewer, self._content(data))
        if new:
            with self._write("answer_in_post") as connection:
                entry = Entry(
                    kind="case.answered_in_post",
                    actor=f"staff:{reviewer.id}",
                    subject=f"case:{case_id}",
                    payload={"post": number},
                )
                record.append(connection, [entry], self._clock())
        return number, new

    def _content(self, data: CardData) -> PostContent:
        fact = self._contradicted(data)
        place = self._place(data)
        if fact is None:
            raise NotAllowed("triage.post.no_fact")
        if place is None:
            raise NotAllowed("triage.post.no_channel")
        draft = self._tools.drafter.from_template(
            TEMPLATE, reply_lang=OFFICIAL_LANGUAGES, fact_id=fact
        )
        if draft is None:
            raise NotAllowed("triage.post.no_template")
        return PostContent(
            texts=Bilingual(en=draft.texts["en"], fr=draft.texts["fr"]),
            channels={BOTH: (place.platform, place.id)},
            layout=Layout.BILINGUAL,
            topic=self._tools.bank.get(fact).topic,
            risk=Risk.HIGH,
            answers_case=data.case.id,
        )

    def _contradicted(self, data: CardData) -> str | None:
        """Return the valid fact that the newest wrong message contradicts, None where none does."""
        day = self._clock().astimezone(self._tools.hours.zone).date()
        for message in reversed(data.messages):
            if message.deleted or message.screening.speaker not in _SPEAKERS:
                continue
            result = self._tools.matcher.match(
                message.text, lang=message.lang, day=day, quoted=message.quoted
            )
            for match in result.matches:
                bank = self._tools.bank
                usable = match.fact in bank and bank.get(match.fact).valid_on(day)
                if match.stance is Stance.CONTRADICTS and usable:
                    return match.fact
        return None

    def _place(self, data: CardData) -> Channel | None:
        """Return where it goes: the channel of the case where it is ours, else our first one."""
        ours = [one for one in self._settings.channels if one.id != "direct" and one.may_reply]
        live = [one for one in ours if one.mode == "live"] or ours
        here = (data.case.platform, data.case.channel)
        return next((one for one in live if (one.platform, one.id) == here), next(iter(live), None))
