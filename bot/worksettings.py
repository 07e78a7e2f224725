"""The part of the settings about how work is done: by when, with whom, and for how long."""

from datetime import date, timedelta
from typing import Literal, Self

from pydantic import Field, model_validator

from bot.settingspart import Part
from policies.approvals import StepKind
from policies.campaignrules import CampaignRules
from policies.faults import FieldError, said
from policies.roles import Role
from policies.routing import Route


class Deadlines(Part):
    """How soon a person has to look; business time, but for escalations, which are real time."""

    escalate_minutes: int = Field(default=15, ge=1)
    review_minutes: int = Field(default=120, ge=1)
    draft_minutes: int = Field(default=480, ge=1)
    claim_minutes: int = Field(default=30, ge=1)  # after which a claim lapses
    reminders: int = Field(default=2, ge=0)  # then the case is escalated

    def of(self, route: Route) -> timedelta:
        """Return how soon a case on this route has to be looked at."""
        minutes = {
            Route.ESCALATE: self.escalate_minutes,
            Route.REVIEW: self.review_minutes,
        }.get(route, self.draft_minutes)
        return timedelta(minutes=minutes)


class Retention(Part):
    """How long texts and authors are kept; the chain of the record stays."""

    days: int = Field(default=730, ge=1)
    decision_days: int = Field(default=730, ge=730)  # two years after a decision that used them


class Health(Part):
    """Where the health of a running program can be asked for."""

    host: str = "127.0.0.1"
    port: int = Field(default=0, ge=0, le=65_535)  # 0: not served


class StepFile(Part):
    """One approval step for official posts, besides the two languages."""

    kind: StepKind
    who: Role
    topic: str | None = None  # None: every topic
    from_risk: Literal["low", "medium", "high"] = "low"


class CaretakerPeriod(Part):
    """Days on which only routine or urgent posts go out, with a second approver."""

    first_day: date
    last_day: date  # included

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last_day < self.first_day:
            raise FieldError(said("settings.caretaker.problem"), said("settings.caretaker.remedy"))
        return self


class BurstSettings(Part):
    """From how many like cases on there is one card for all of them."""

    cases: int = Field(default=10, ge=2)  # more than so many new ones…
    minutes: int = Field(default=5, ge=1, le=60)  # …within so many minutes


class CampaignSettings(Part):
    """From when on nearly the same text is a campaign; see docs/campaigns.md."""

    authors: int = Field(default=5, ge=2)  # different ones…
    hours: int = Field(default=24, ge=1, le=168)  # …within so many hours
    similarity_pct: int = Field(default=60, ge=40, le=100)  # words in common and in order
    minimum_words: int = Field(default=8, ge=3)  # of a text that can be a campaign's

    def rules(self) -> CampaignRules:
        """Return what recognition goes by."""
        return CampaignRules(
            authors=self.authors,
            hours=self.hours,
            similarity_pct=self.similarity_pct,
            minimum_words=self.minimum_words,
        )
