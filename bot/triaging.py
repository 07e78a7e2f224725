"""Triage with the settings: each site's rules, how often we speak, and the route it leads to."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.settings import Channel, Settings
from bot.storage import answers
from bot.storage.database import Database
from policies.message import ARRIVAL, Message
from policies.routing import Route, highest
from policies.screening_values import Screening
from responders.drafting import Voice
from responders.triage import Before, Choice, Limits, Site, Triage, triage
from responders.values import DraftText, MatchResult, Stance
from translations.values import OFFICIAL_LANGUAGES, UNDETERMINED, Detection

_NOTHING_SAID = Before()


def voice_of(channel: Channel) -> Voice:
    """Return in which capacity and tone a channel is spoken on."""
    return Voice(capacity=channel.disclose, tone=channel.tone)


class Judge:
    """Says which messages are ones to answer, by the settings."""

    __slots__ = ("_limits", "_rules", "_settings")

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._rules = rules = settings.triage
        self._limits = Limits(
            thread_replies=rules.thread_replies,
            minimum_reach=rules.minimum_reach,
            wide_reach=rules.wide_reach,
        )

    def triages(
        self,
        database: Database,
        messages: Sequence[Message],
        screenings: Sequence[Screening],
        matches: Sequence[MatchResult | None],
        moment: Callable[[Message], datetime],
        stopped: Collection[tuple[str, str]] = (),
    ) -> list[Triage]:
        """Say which messages are ones to answer; what we said before is looked up for those.

        Args:
            database: where what we said is.
            messages: the messages…
            screenings: …what the policy found in each…
            matches: …and which facts it is about.
            moment: the time a message is judged at.
            stopped: platform and id of the messages whose authors asked to be left alone.
        """
        found = [
            self.triage(message, screening, match)
            for message, screening, match in zip(messages, screenings, matches, strict=True)
        ]
        wanted = [place for place, one in enumerate(found) if one.choice is Choice.RESPOND]
        if not wanted:
            return found
        with database.read() as connection:
            before = answers.before(
                connection,
                [
                    answers.Asked(
                        message=messages[place],
                        campaign=screenings[place].campaign,
                        now=moment(messages[place]),
                    )
                    for place in wanted
                ],
                person=timedelta(days=self._rules.same_person_days),
                thread=timedelta(hours=self._rules.thread_hours),
            )
        for place, known in zip(wanted, before, strict=True):
            message = messages[place]
            said = replace(known, stopped=(message.platform, message.id) in stopped)
            if said != _NOTHING_SAID:
                found[place] = self.triage(message, screenings[place], matches[place], said)
        return found

    def triage(
        self,
        message: Message,
        screening: Screening,
        match: MatchResult | None,
        before: Before = _NOTHING_SAID,
    ) -> Triage:
        """Return whether a message is one to answer, and why."""
        channel = self._settings.channel(message.platform, message.channel)
        site = Site(may_reply=channel.may_reply, links_allowed=channel.links_allowed)
        return triage(message, screening, match, site=site, before=before, limits=self._limits)


def route_of(
    message: Message,
    detection: Detection,
    screening: Screening,
    match: MatchResult | None,
    draft: DraftText | None,
    triage: Triage,
) -> Route:
    """Merge the policy's part with the match: the highest wins."""
    routes = [screening.route]
    foreign = detection.lang not in (*OFFICIAL_LANGUAGES, UNDETERMINED)
    if foreign and message.media != ARRIVAL:  # names belong to no language
        routes.append(Route.REVIEW)  # neither rules nor facts read this language: a person looks
    if draft is not None:
        routes.append(Route.DRAFT)
    if triage.disputed:
        routes.append(Route.REVIEW)  # our reply did not convince, or was wrong: a person looks
    if match is not None and match.question:
        routes.append(Route.DRAFT)  # whoever asks is answered, if need be by a person
    elif match is not None and match.stance is Stance.UNSURE and triage.choice is not Choice.IGNORE:
        routes.append(Route.REVIEW)  # it may be wrong about a fact: a person looks
    return highest(routes)
