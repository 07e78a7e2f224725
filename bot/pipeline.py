"""The way of a message, stage by stage: accept, detect, screen, match, route, draft, check, store.

`accept` puts updates on disk; `work` takes the oldest ones that wait, makes out what they are, and
stores the result in one transaction. A crash in between loses nothing: what was accepted waits.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection

from bot.assessment import Assessed, AutomaticText
from bot.ports import Autonomy, Probe, PublicationKind, Unreadable
from bot.settings import Channel, Settings
from bot.stagetimes import StageTimes
from bot.storage import authors, campaigns, changes, inbox, intake, stopped, window
from bot.storage.database import Database
from bot.storage.inbox import Broken, Waiting
from bot.surroundings import surrounded
from bot.toolbox import Toolbox
from bot.triaging import Judge, route_of, voice_of
from policies.campaigns import Campaigns, Sighting
from policies.fingerprint import fingerprint
from policies.message import ARRIVAL, Invitation, Message, MessageEvent
from policies.routing import Route
from policies.screening import Item
from policies.screening_values import Handling, Screening, Speaker
from responders.crisis import crisis_reply
from responders.holding import HoldingVerdict, compose_holding, wants_holding
from responders.triage import Choice, Triage
from responders.values import DraftText, MatchResult, Stance
from responders.wording import reply_languages
from translations.values import Detection

BATCH: Final = 50  # messages in one transaction (docs/architecture.md)
_MATCHED: Final = frozenset({Route.IGNORE, Route.DRAFT})  # the policy's part of the route

Moment = Callable[[Message], datetime]


class Pipeline:
    """Takes messages from the inbox to their cases."""

    def __init__(
        self,
        database: Database,
        tools: Toolbox,
        settings: Settings,
        moment: Moment,
        probe: Probe = lambda _name: None,
    ) -> None:
        self._database = database
        self._tools = tools
        self._settings = settings
        self._judge = Judge(settings)
        self._moment = moment  # replay: when it was sent; live: now
        self._probe = probe
        self.times = StageTimes()
        self._campaigns: Campaigns | None = None  # made from what is stored, on first use
        self._own_until = 0  # number of the newest text of ours that the window knows

    def accept(self, updates: Sequence[Message | Unreadable], now: datetime) -> int:
        """Put updates on disk; return how many are new."""
        started = time.perf_counter()
        count = 0
        for start in range(0, len(updates), BATCH):
            with self._database.write("accept", self._probe) as connection:
                count += inbox.accept(connection, updates[start : start + BATCH], now)
        self.times.lap("accept", started)
        return count

    def work(self, *, incident_since: datetime | None = None) -> int:
        """Process one batch of what waits; return how many updates it took, 0 where none waits."""
        with self._database.read() as connection:
            batch = inbox.waiting(connection, BATCH)
        for broken in (one for one in batch if isinstance(one, Broken)):
            with self._database.write() as connection:
                inbox.mark_bad(connection, broken.id, broken.fault, broken.received_at)
        for group in _groups(self._of_public([one for one in batch if isinstance(one, Waiting)])):
            self._process(group, incident_since)
        return len(batch)

    def _of_public(self, batch: Sequence[Waiting]) -> list[Waiting]:
        """Leave out what our own people wrote: it is neither screened nor answered."""
        if not batch:
            return []
        with self._database.read() as connection:
            ours = authors.staff_numbers(connection)
        by_staff = [one.id for one in batch if (one.message.platform, one.message.author) in ours]
        if by_staff:
            with self._database.write("store", self._probe) as connection:
                inbox.mark_ours(connection, by_staff)
        return [one for one in batch if one.id not in by_staff]

    def _process(self, group: Sequence[Waiting], incident_since: datetime | None) -> None:
        try:
            self._store(self.assess(group, incident_since), group)
        except (ValueError, TypeError, LookupError, ArithmeticError, AttributeError) as fault:
            # one message must not stop the others: the batch is taken apart, the bad one set aside
            if len(group) > 1:
                for one in group:
                    self._process([one], incident_since)
                return
            one = group[0]
            with self._database.write() as connection:
                inbox.mark_bad(connection, one.id, type(fault).__name__, self._moment(one.message))

    def assess(
        self, group: Sequence[Waiting], incident_since: datetime | None = None
    ) -> list[Assessed]:
        """Make out what each message is; nothing is stored."""
        messages = [one.message for one in group]
        lap = time.perf_counter()
        prints = [fingerprint(window.mark_of(message)) for message in messages]
        with self._database.read() as connection:
            contexts = window.contexts(
                connection, messages, prints, self._settings.agency.domains()
            )
            names = (*self._settings.protected_names, *authors.staff_names(connection))
            contexts = [
                surrounded(one, message, self._settings, names)
                for one, message in zip(contexts, messages, strict=True)
            ]
            stated = authors.stated_languages(
                connection, ((one.platform, one.author) for one in messages)
            )
            sightings = self._sightings(connection, messages)
            left = stopped.left_alone(connection, messages)
        contexts = [
            replace(one, campaign_authors=sighting.authors) if sighting.campaign else one
            for one, sighting in zip(contexts, sightings, strict=True)
        ]
        lap = self.times.lap("window", lap)
        detections = self._tools.detector.detect_batch([message.text for message in messages])
        lap = self.times.lap("detect", lap)
        screenings = self._screen(list(zip(messages, detections, contexts, strict=True)))
        screenings = [
            replace(screening, campaign=sighting.campaign) if sighting.campaign else screening
            for screening, sighting in zip(screenings, sightings, strict=True)
        ]
        lap = self.times.lap("screen", lap)
        matches = self._matches(messages, detections, screenings)
        lap = self.times.lap("match", lap)
        triages = self._judge.triages(
            self._database, messages, screenings, matches, self._moment, left
        )
        lap = self.times.lap("triage", lap)
        assessed = [
            self._draft(
                waiting,
                mark,
                detection,
                screening,
                match,
                triage,
                self._languages(waiting.message, detection, stated),
                incident_since,
                (waiting.message.platform, waiting.message.id) in left,
            )
            for waiting, mark, detection, screening, match, triage in zip(
                group, prints, detections, screenings, matches, triages, strict=True
            )
        ]
        self.times.lap("draft", lap)
        return [
            replace(one, sighting=sighting) if sighting.campaign else one
            for one, sighting in zip(assessed, sightings, strict=True)
        ]

    def _screen(self, items: Sequence[Item]) -> list[Screening]:
        """Screen messages, all of one policy together: a model then sees them at once."""
        screeners = [
            self._tools.screener_for(self._channel(message), self._moment(message))
            for message, _, _ in items
        ]
        found: dict[int, Screening] = {}
        for screener in {id(one): one for one in screeners}.values():
            places = [at for at, one in enumerate(screeners) if one is screener]
            found |= zip(places, screener.screen_batch(items[at] for at in places), strict=True)
        return [found[at] for at in range(len(items))]

    def _sightings(self, connection: Connection, messages: Sequence[Message]) -> list[Sighting]:
        if self._campaigns is None:
            self._campaigns = campaigns.window(connection, self._settings.campaigns.rules())
        self._own_until = campaigns.own_texts(connection, self._campaigns, self._own_until)
        return self._campaigns.sightings(messages)

    def _channel(self, message: Message) -> Channel:
        return self._settings.channel(message.platform, message.channel)

    def _languages(
        self, message: Message, detection: Detection, stated: Mapping[tuple[str, str], str]
    ) -> tuple[str, ...]:
        """Return in which languages this author is answered on this channel."""
        chosen = message.stated_lang or stated.get((message.platform, message.author))
        return reply_languages(chosen, detection.lang, self._channel(message).reply_language)

    def _matches(
        self,
        messages: Sequence[Message],
        detections: Sequence[Detection],
        screenings: Sequence[Screening],
    ) -> list[MatchResult | None]:
        """Match what a reply could put right; what needs vectors is encoded at once."""
        asked = [_may_match(*one) for one in zip(messages, screenings, strict=True)]
        matcher = self._tools.matcher
        matcher.prepare(
            (message.text, message.quoted)
            for message, wanted in zip(messages, asked, strict=True)
            if wanted
        )
        return [
            matcher.match(
                message.text,
                lang=detection.lang,
                day=self._day(message),
                quoted=message.quoted,
            )
            if wanted
            else None
            for message, detection, wanted in zip(messages, detections, asked, strict=True)
        ]

    def _draft(
        self,
        waiting: Waiting,
        mark: str,
        detection: Detection,
        screening: Screening,
        match: MatchResult | None,
        triage: Triage,
        languages: tuple[str, ...],
        incident_since: datetime | None,
        left_alone: bool,
    ) -> Assessed:
        message = waiting.message
        channel = self._channel(message)
        draft: DraftText | None = None
        automatic: list[AutomaticText] = []
        asked_for = message.invitation is not Invitation.NONE  # elsewhere nothing goes by itself
        if left_alone:
            asked_for = False  # no text is proposed either
        elif Handling.CRISIS in screening.handling:
            crisis = crisis_reply(languages, wording=self._tools.crisis)
            by_itself = channel.autonomy_of(PublicationKind.CRISIS) is Autonomy.AUTO
            if by_itself and asked_for and self._tools.wording_approved:
                text = crisis_reply(languages, wording=self._tools.crisis, automatic=True)
                automatic.append(_automatic(PublicationKind.CRISIS, message.id, text, shadow=False))
            else:
                draft = crisis
        elif triage.choice is Choice.RESPOND:
            proposal = self._tools.drafter.propose(
                message,
                detection,
                screening,
                match or MatchResult(matches=(), stance=Stance.NONE),
                reply_lang=languages,
                limit=channel.room,
                voice=voice_of(channel),
                occasion=triage.occasion,
            )
            draft = proposal.draft
            if proposal.abstained is not None:
                triage = replace(triage, abstained=proposal.abstained.value)
        holding = self._holding(message, channel, screening, languages, incident_since)
        if holding is not None and asked_for:
            automatic.append(holding)
        checks = (
            self._tools.check(
                draft, self._day(message), channel.room, channel=channel, asked=message.text
            )
            if draft is not None
            else ()
        )
        return Assessed(
            inbox_id=waiting.id,
            message=message,
            detection=detection,
            screening=screening,
            match=match,
            route=route_of(message, detection, screening, match, draft, triage),
            fingerprint=mark,
            draft=draft,
            checks=checks,
            automatic=tuple(automatic),
            triage=triage,
        )

    def _holding(
        self,
        message: Message,
        channel: Channel,
        screening: Screening,
        languages: tuple[str, ...],
        incident_since: datetime | None,
    ) -> AutomaticText | None:
        live = channel.autonomy_of(PublicationKind.HOLDING) is not Autonomy.SHADOW
        if live and (
            channel.autonomy.holding is not Autonomy.AUTO or not self._tools.wording_approved
        ):
            return None  # only texts that people approved go out by themselves
        hours, now = self._tools.hours_for(channel), self._moment(message)
        incident = incident_since is not None
        verdict = wants_holding(
            message,
            screening,
            hours,
            now,
            incident=incident,
            addressed_only=channel.holding_when == "addressed",
        )
        closure = hours.closure_id(now, incident=incident, incident_since=incident_since)
        if verdict is not HoldingVerdict.SEND or closure is None:
            return None
        text = compose_holding(
            hours,
            now,
            languages,
            self._tools.holding,
            incident=incident,
            limit=channel.room,
        )
        return _automatic(PublicationKind.HOLDING, closure, text, shadow=not live)

    def _day(self, message: Message) -> date:
        """The day on which facts have to be valid: that of the channel's own zone."""
        zone = self._tools.hours_for(self._channel(message)).zone
        return self._moment(message).astimezone(zone).date()

    def deadline(self, route: Route, message: Message) -> datetime:
        """Return when a person has to have looked: in business time, but for escalations."""
        delta, since = self._settings.deadlines.of(route), self._moment(message)
        if route is Route.ESCALATE:
            return since + delta
        return self._tools.hours_for(self._channel(message)).add_business_time(since, delta)

    def _store(self, assessed: Sequence[Assessed], group: Sequence[Waiting]) -> None:
        started = time.perf_counter()
        now = max(self._moment(one.message) for one in assessed)
        with self._database.write("store", self._probe) as connection:
            match assessed[0].message.event:
                case MessageEvent.NEW:
                    intake.store(connection, assessed, now, self.deadline)
                    stopped.hear(connection, (one.message for one in assessed), now)
                case MessageEvent.EDITED:
                    changes.edited(connection, assessed[0], now, self.deadline)
                case MessageEvent.DELETED:
                    changes.deleted(connection, assessed[0].message, now)
            inbox.mark_done(connection, [one.id for one in group])
        self.times.lap("store", started)


def _may_match(message: Message, screening: Screening) -> bool:
    """Whether anything that a message says could be put right by a reply."""
    if screening.route not in _MATCHED and screening.speaker is Speaker.PUBLIC:
        return False  # a person decides first
    if message.event is MessageEvent.DELETED:
        return False
    # programs are not answered, and who arrives has said nothing
    return not message.automatic and message.media != ARRIVAL


def _groups(batch: Sequence[Waiting]) -> list[list[Waiting]]:
    """Runs of new messages together, each edit and deletion alone; the order is kept."""
    groups: list[list[Waiting]] = []
    for one in batch:
        new = one.message.event is MessageEvent.NEW
        if new and groups and groups[-1][0].message.event is MessageEvent.NEW:
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _automatic(
    kind: PublicationKind, occasion: str, text: DraftText, *, shadow: bool
) -> AutomaticText:
    return AutomaticText(
        kind=kind.value,
        occasion=occasion,
        text=joined(text),
        lang=text.languages[0] if len(text.languages) == 1 else None,
        shadow=shadow,
    )


def joined(draft: DraftText) -> str:
    """Return what is sent: one language's text, or both, one under the other."""
    return "\n\n".join(draft.texts[lang] for lang in draft.languages)
