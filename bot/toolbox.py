"""The parts that work on messages, built once from the documents in force."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.logs import log
from policies.hours import BusinessHours
from translations.engine import NoEngineInstalled
from translations.values import CANADA, Bilingual, Region

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.policybook import PolicyBook
    from bot.settings import Channel, Settings
    from bot.translating import TranslatorBook
    from policies.hoursfile import NameFile
    from policies.policy import Policy
    from policies.screening import Screener
    from responders.crisis import CrisisWording
    from responders.drafting import Agency, Drafter
    from responders.facts import FactBank
    from responders.holding import HoldingWording
    from responders.matching import Matcher
    from responders.templates import TemplateBank
    from responders.values import CheckResult, DraftText, Weight
    from translations.detection import Detector
    from translations.engine import Engine
    from translations.translator import Translator

_ROOT: Final = Path(__file__).parents[1]
SHIPPED_POLICY: Final = _ROOT / "policies" / "data" / "comment-policy"
SHIPPED_FACTS: Final = _ROOT / "responders" / "data" / "facts"
SHIPPED_TEMPLATES: Final = _ROOT / "responders" / "data" / "templates"
SHIPPED_GLOSSARY: Final = _ROOT / "translations" / "data" / "glossary" / "example.csv"


@dataclass(kw_only=True)
class Toolbox:
    """Everything `bot.pipeline` needs that holds no state; facts approved later are taken up."""

    detector: "Detector"
    screener: "Screener"
    matcher: "Matcher"
    drafter: "Drafter"
    bank: "FactBank"
    holding: "HoldingWording"
    crisis: "CrisisWording"
    hours: BusinessHours
    engine: "Engine" = field(default_factory=NoEngineInstalled)
    wording_approved: bool = False  # holding replies may go out by themselves
    hours_by_zone: dict[str, BusinessHours] = field(default_factory=dict)
    screeners: "Mapping[str, Screener]" = field(default_factory=dict)  # by name of the policy
    hours_by_channel: Mapping[tuple[str, str], BusinessHours] = field(default_factory=dict)
    agency: "Agency | None" = None  # who speaks: replies must say so
    book: "PolicyBook | None" = None  # every approved version; None: the screeners above, always
    weights: "Mapping[str, Weight]" = field(default_factory=dict)  # of checks, where set
    region: Region = CANADA  # whose French we write
    make_screener: "Callable[[Policy], Screener] | None" = None
    make_answering: "Callable[[FactBank], tuple[Matcher, Drafter]] | None" = None
    freshen: "Callable[[Connection], object]" = lambda _connection: None  # take up what is new
    translators: "TranslatorBook | None" = None  # None: no memory and no glossary

    def take_up_facts(self, bank: "FactBank") -> None:
        """Work by another fact bank from now on; whoever holds these tools does so, too."""
        if self.make_answering is not None:
            self.matcher, self.drafter = self.make_answering(bank)
        self.bank = bank

    def translator(self, connection: "Connection", now: datetime) -> "Translator":
        """Return what translates texts of ours: what people approved, then the engine."""
        from bot.translating import TranslatorBook
        from responders.templates import TemplateBank

        book = self.translators or TranslatorBook(TemplateBank(()))
        return book.translator(connection, self, now.astimezone(self.hours.zone).date())

    def screener_for(self, channel: "Channel", moment: datetime | None = None) -> "Screener":
        """Return what screens a channel: by the policy that it names, else by the agency's.

        Args:
            channel: where the message stands.
            moment: the version that holds then; now where None.
        """
        if self.book is not None:
            return self.book.screener(channel.policy, moment)
        return self.screeners.get(channel.policy or "", self.screener)

    @property
    def policy(self) -> "Policy":
        """The agency's policy that is in force now."""
        return self.screener.policy if self.book is None else self.book.policy()

    def hours_for(self, channel: "Channel") -> BusinessHours:
        """Return a channel's hours: its own, else the agency's, in its own zone."""
        own = self.hours_by_channel.get((channel.platform, channel.id))
        return own or self.hours_in(channel.timezone)

    def hours_in(self, zone: str | None) -> BusinessHours:
        """Return the agency's hours, in a channel's own zone where it has one."""
        return self.hours_by_zone.get(zone, self.hours) if zone else self.hours

    def check(
        self,
        draft: "DraftText",
        day: date,
        limit: int | None,
        *,
        channel: "Channel | None" = None,
        asked: str | None = None,
    ) -> "tuple[CheckResult, ...]":
        """Check a draft as it stands.

        Args:
            draft: what would be sent.
            day: the day on which it would be sent.
            limit: characters that one text may have.
            channel: where it would be sent; as usual where None.
            asked: the message that it answers.
        """
        from bot.triaging import voice_of
        from responders.checks import check_draft
        from responders.drafting import LEARNER_SUPPORT, Voice

        return check_draft(
            draft,
            bank=self.bank,
            day=day,
            limit=limit,
            agency=self.agency or LEARNER_SUPPORT,
            voice=voice_of(channel) if channel is not None else Voice(),
            asked=asked,
            weights=self.weights,
            region=self.region,
            terms=self.translators.terms if self.translators is not None else None,
        )


def build_toolbox(
    settings: "Settings",
    policy: "Policy",
    bank: "FactBank",
    templates: "TemplateBank",
    *,
    holding: "HoldingWording | None" = None,
    crisis: "CrisisWording | None" = None,
    engine: "Engine | None" = None,
    policies: "Mapping[str, Policy] | None" = None,
) -> Toolbox:
    """Build the parts; takes about a second.

    Args:
        holding: approved wording; the shipped wording where there is none, for shadow only.
        crisis: the same for the crisis text.
        policies: those that channels name, by name.
    """
    from bot.classifying import classifier_for
    from bot.encoders import matcher_for
    from policies.screening import Screener
    from responders.crisis import load_crisis
    from responders.drafting import Drafter
    from responders.holding import load_holding
    from translations.detection import Detector

    def make(one: "Policy") -> Screener:
        scorer = classifier_for(
            one, wanted=settings.classifier, tell=lambda _: log("classifier_off")
        )
        return Screener(one, scorer=scorer)

    def answering(facts: "FactBank") -> "tuple[Matcher, Drafter]":
        matcher = matcher_for(facts, settings.matching, tell=lambda _: log("vectors_off"))
        return matcher, Drafter(facts, templates, _speaker(settings))

    matcher, drafter = answering(bank)
    hours_of = partial(settings.hours.business_hours)
    zones = {channel.timezone for channel in settings.channels if channel.timezone}
    return Toolbox(
        detector=Detector(),
        screener=make(policy),
        make_screener=make,
        make_answering=answering,
        matcher=matcher,
        drafter=drafter,
        bank=bank,
        holding=holding or load_holding(),
        crisis=crisis or load_crisis(),
        wording_approved=holding is not None and crisis is not None,
        agency=_speaker(settings),
        weights=settings.checks,
        region=settings.translation.region,
        hours=hours_of(settings.timezone),
        engine=engine or NoEngineInstalled(),
        hours_by_zone={zone: hours_of(zone) for zone in sorted(zones)},
        screeners={name: make(one) for name, one in (policies or {}).items()},
        hours_by_channel={
            (channel.platform, channel.id): channel.hours.business_hours(
                channel.timezone or settings.timezone
            )
            for channel in settings.channels
            if channel.hours is not None
        },
    )


def _speaker(settings: "Settings") -> "Agency":
    from responders.drafting import Agency

    def both(text: "NameFile") -> Bilingual:
        return Bilingual(en=text.en, fr=text.fr)

    agency = settings.agency
    return Agency(
        name=both(agency.name),
        contact=both(agency.contact),
        policy=both(agency.policy),
        official=both(agency.official) if agency.official is not None else None,
        thanks_for_praise=agency.thanks_for_praise,
    )


def shipped_documents(
    policy_path: Path | None = None,
    facts_path: Path | None = None,
    templates_path: Path | None = None,
) -> "tuple[Policy, FactBank, TemplateBank]":
    """Read the documents from files: those given, else those that come with the program.

    Raises:
        DocumentError: a file has faults.
    """
    from policies.document import load_policy
    from responders.facts import load_facts
    from responders.templates import load_templates

    return (
        load_policy(policy_path or SHIPPED_POLICY),
        load_facts(facts_path or SHIPPED_FACTS),
        load_templates(templates_path or SHIPPED_TEMPLATES),
    )
