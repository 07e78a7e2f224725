"""What happens while messages go through, told as it happens: a few moments of each kind."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Final

from sqlalchemy import Connection, Row, select

from bot.ports import PublicationKind
from bot.reports.excerpts import masked
from bot.storage import codec
from bot.storage.cases import DRAFT, PUBLICATION
from bot.storage.intake import MESSAGE
from policies.policy import Policy
from policies.routing import Route
from policies.screening_values import Handling, Screening
from responders.values import SpeechAct
from translations.catalogs import Catalog
from translations.formats import format_date, format_time
from translations.values import OFFICIAL_LANGUAGES, UNDETERMINED

MOST: Final = 24  # moments told in all
MOST_A_DAY: Final = 3  # escalations and corrections apart
_LENGTH: Final = 64  # characters of an excerpt

_ACTS: Final = {
    SpeechAct.CORRECTION.value: "demo.moment.correction",
    SpeechAct.ANSWER.value: "demo.moment.answer",
    SpeechAct.THANKS.value: "demo.moment.thanks",
    SpeechAct.REDIRECT.value: "demo.moment.redirect",
}

_CAMPAIGN: Final = "campaigns.moment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One thing worth telling."""

    at: datetime
    key: str  # of the catalog
    label: str | None = None  # id, where a label is the reason
    excerpt: str | None = None  # masked; None: sensitive


@dataclass(slots=True)
class Storyteller:
    """Picks what is worth telling of what was stored since it last looked."""

    policy: Policy
    zone: tzinfo
    last: int = 0  # number of the last message seen
    told: set[str] = field(default_factory=set)
    count: int = 0
    by_day: Counter[date] = field(default_factory=Counter)

    def look(self, connection: Connection) -> list[Moment]:
        """Return new moments in order of time; each kind is told once, and `MOST` in all."""
        rows = connection.execute(
            select(MESSAGE).where(MESSAGE.c.id > self.last).order_by(MESSAGE.c.id)
        ).all()
        if not rows:
            return []
        ids = [row.id for row in rows]
        acts = {
            row.message_id: row.act
            for row in connection.execute(
                select(DRAFT.c.message_id, DRAFT.c.act).where(DRAFT.c.message_id.in_(ids))
            )
        }
        held = {
            row.reply_to
            for row in connection.execute(
                select(PUBLICATION.c.reply_to).where(
                    PUBLICATION.c.kind == PublicationKind.HOLDING.value,
                    PUBLICATION.c.reply_to.in_([row.external_id for row in rows]),
                )
            )
        }
        self.last = ids[-1]
        moments: list[Moment] = []
        for row in rows:
            if self.count == MOST:
                break
            moment = self._moment(row, acts.get(row.id), acknowledged=row.external_id in held)
            if moment is not None:
                self.count += 1
                moments.append(moment)
        return sorted(moments, key=lambda one: one.at)

    def _moment(
        self, row: "Row[tuple[object, ...]]", act: str | None, *, acknowledged: bool
    ) -> Moment | None:
        screening = codec.load(Screening, row.screening)
        label = screening.labels[0].label if screening.labels else None
        candidates = _candidates(row, label, act, acknowledged=acknowledged)
        if screening.campaign is not None and row.route != Route.ESCALATE:
            candidates = [(_CAMPAIGN, screening.campaign), *candidates]
        for key, about in candidates:
            kind, day = f"{key}:{about}", row.sent_at.astimezone(self.zone).date()
            always = row.route == Route.ESCALATE or key in {_CAMPAIGN, _ACTS[SpeechAct.CORRECTION]}
            if kind in self.told or (self.by_day[day] >= MOST_A_DAY and not always):
                continue
            self.told.add(kind)
            self.by_day[day] += not always
            sensitive = Handling.SENSITIVE in screening.handling
            return Moment(
                at=row.sent_at,
                key=key,
                label=about if about in self.policy.labels else None,
                excerpt=None if sensitive else masked(row.text, _LENGTH),
            )
        return None


def _candidates(
    row: "Row[tuple[object, ...]]", label: str | None, act: str | None, *, acknowledged: bool
) -> list[tuple[str, str]]:
    """Return what a message could be told for, the most telling first."""
    found: list[tuple[str, str]] = []
    route = Route(row.route)
    if label is not None and route is Route.ESCALATE:
        found.append(("demo.moment.escalate", label))
    if label is not None and row.flagged and route is Route.REVIEW:
        found.append(("demo.moment.review", label))
    if act in _ACTS and not row.flagged:
        # one in each official language
        found.append((_ACTS[act], row.lang if row.lang in OFFICIAL_LANGUAGES else ""))
    if label is not None and route is Route.IGNORE:
        found.append(("demo.moment.allowed", label))
    if row.lang not in (*OFFICIAL_LANGUAGES, UNDETERMINED):
        found.append(("demo.moment.third_language", ""))
    if acknowledged:
        found.append(("demo.moment.holding", ""))
    return found


class Teller:
    """Puts moments into lines, with the day above the first of each day."""

    def __init__(self, t: Catalog, policy: Policy, zone: tzinfo) -> None:
        self._t = t
        self._policy = policy
        self._zone = zone
        self._day: date | None = None

    def lines(self, moments: list[Moment]) -> list[str]:
        """Return the lines that tell these moments."""
        out: list[str] = []
        for moment in moments:
            local = moment.at.astimezone(self._zone)
            if local.date() != self._day:
                self._day = local.date()
                out += ["", _capital(format_date(self._day, self._t.lang, with_weekday=True))]
            out.append(f"  {format_time(local, self._t.lang):>10}  {self._words(moment)}")
            if moment.excerpt is not None:
                out.append(f"              {self._t('demo.quoted', text=moment.excerpt)}")
        return out

    def _words(self, moment: Moment) -> str:
        name = self._policy.labels[moment.label].name[self._t.lang] if moment.label else ""
        return self._t(moment.key, label=name)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
