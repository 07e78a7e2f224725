"""Settings: one file (`liaison.yaml`) and the environment; unknown keys are errors.

Secrets never stand in the file. Every key is in `docs/configuration.md`; a test compares.
"""

from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Final, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.platformsettings import PlatformSettings
from bot.ports import Autonomy, PublicationKind
from bot.translationsettings import TranslationSettings
from bot.triagesettings import (
    MatchingSettings,
    Relations,
    TriageSettings,
    known_checks,
    named_official,
)
from policies.approvals import StepKind
from policies.campaignrules import CampaignRules
from policies.faults import FieldError, said
from policies.hoursfile import HoursFile, NameFile, WeekFile
from policies.roles import Role
from policies.routing import Route
from responders.lengths import POST, PostLimit
from responders.values import Weight

DEFAULT_FILE: Final = Path("liaison.yaml")
DEFAULT_DB: Final = "sqlite:///liaison.db"

_OFFICE_DAY: Final = ["08:30-17:30"]


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise FieldError(
            said("settings.timezone.problem", value=name), said("settings.timezone.remedy")
        )
    return name


def _no_password(address: str) -> str:
    try:
        has_password = urlsplit(address).password is not None
    except ValueError:
        return address  # the database says what is wrong with it
    if has_password:
        raise FieldError(
            said("settings.database.password.problem"), said("settings.database.password.remedy")
        )
    return address


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Agency(_Part):
    """Who speaks."""

    name: NameFile = NameFile(en="Learner Support Canada", fr="Soutien aux apprenants Canada")
    contact: NameFile = NameFile(  # address of the contact page
        en="https://learnersupport.example/en/contact",
        fr="https://soutienauxapprenants.example/fr/contact",
    )
    policy: NameFile = NameFile(
        en="https://learnersupport.example/en/comment-policy",
        fr="https://soutienauxapprenants.example/fr/politique-commentaires",
    )
    thanks_for_praise: bool = True  # whether praise gets a thank-you, drafted for approval
    official: NameFile | None = None  # name, title and agency of who speaks where a channel says so
    accounts: list[str] = []  # handles of our accounts, on every platform: never imposters
    phones: list[str] = []  # numbers that we publish: no personal data

    def domains(self) -> tuple[str, ...]:
        """Return the agency's own domains: links there are not held against anyone."""
        pages = (self.contact.en, self.contact.fr, self.policy.en, self.policy.fr)
        hosts = (urlsplit(page).hostname for page in pages)
        return tuple(dict.fromkeys(host for host in hosts if host))


class ChannelAutonomy(_Part):
    """How far a channel lets the program go, by kind; see docs/operations.md."""

    reply: Literal[Autonomy.SHADOW, Autonomy.APPROVE] = Autonomy.APPROVE
    post: Literal[Autonomy.SHADOW, Autonomy.APPROVE] = Autonomy.APPROVE
    holding: Autonomy = Autonomy.AUTO
    crisis: Autonomy = Autonomy.APPROVE
    notice: Autonomy = Autonomy.AUTO  # what a person decided is told to the author
    service: Autonomy = Autonomy.AUTO  # answers to /start, /privacy, /langue

    def of(self, kind: PublicationKind) -> Autonomy:
        """Return the level for one kind of publication."""
        level: Autonomy = getattr(self, kind.value)
        return level


class Scope(_Part):
    """What a channel is about, in words of both languages; without any, nothing is off topic."""

    en: list[str] = []
    fr: list[str] = []

    @model_validator(mode="after")
    def _both(self) -> Self:
        if bool(self.en) != bool(self.fr):
            raise FieldError(said("settings.scope.problem"), said("settings.scope.remedy"))
        return self

    def words(self) -> tuple[str, ...]:
        """Return the words of both languages: people mix them."""
        return (*self.en, *self.fr)


class Channel(_Part):
    """One channel of the agency, or one search of somebody else's pages."""

    platform: str
    id: str
    mode: Literal["shadow", "live"] = "shadow"  # a new channel is `shadow`
    autonomy: ChannelAutonomy = ChannelAutonomy()
    timezone: Annotated[str, AfterValidator(_zone)] | None = None
    length_limit: int = Field(default=4096, ge=140)  # characters of one text on this platform
    policy: str | None = None  # name of the policy document in force here; None: the agency's
    hours: HoursFile | None = None  # None: the agency's
    reply_language: Literal["author", "both", "en", "fr"] = "author"
    holding_when: Literal["addressed", "always"] = "addressed"  # in groups
    cards: Literal["full", "masked", "link_only"] = "masked"  # what staff see of it in chat
    scope: Scope = Scope()
    may_reply: bool = True  # whether the site takes replies of institutions at all
    links_allowed: bool = True  # where not, nothing that needs a source is answered
    disclose: Literal["organization", "official"] = "organization"  # in which capacity we speak
    tone: Literal["plain", "formal"] = "plain"  # of replies

    @property
    def room(self) -> int:
        """How long one text may be, as the platform counts."""
        if self.platform != "x":
            return self.length_limit
        return PostLimit(self.length_limit if "length_limit" in self.model_fields_set else POST)

    def autonomy_of(self, kind: PublicationKind) -> Autonomy:
        """Return the level that holds: a channel in `shadow` is shadow for everything."""
        return Autonomy.SHADOW if self.mode == "shadow" else self.autonomy.of(kind)


class Deadlines(_Part):
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


class Retention(_Part):
    """How long texts and authors are kept; the chain of the record stays."""

    days: int = Field(default=730, ge=1)
    decision_days: int = Field(default=730, ge=730)  # two years after a decision that used them


class FilePlatform(_Part):
    """Messages from a JSON Lines file that grows, replies into another."""

    inbox: Path
    outbox: Path

    @model_validator(mode="after")
    def _two_files(self) -> Self:
        if self.inbox.absolute() == self.outbox.absolute():
            raise FieldError(
                said("settings.file.same.problem", file=self.inbox),
                said("settings.file.same.remedy"),
            )
        return self


def _web_address(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise FieldError(
            said("settings.address.problem", value=address), said("settings.address.remedy")
        )
    return address.rstrip("/")


def _https_address(address: str) -> str:
    try:
        parts = urlsplit(address)
        fine = parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        fine = False
    if not fine:
        raise FieldError(
            said("settings.webhook.url.problem"), said("settings.webhook.url.remedy")
        )  # the address is not repeated: it may hold a password
    return address


class TelegramWebhook(_Part):
    """Updates are posted to us; secret from secret_file or LIAISON_TELEGRAM_WEBHOOK_SECRET."""

    url: Annotated[str, AfterValidator(_https_address)]  # where Telegram sends them
    host: str = "127.0.0.1"  # where we listen, behind a proxy that does TLS
    port: int = Field(default=8443, ge=1, le=65_535)
    secret_file: Path | None = None


class TelegramPlatform(_Part):
    """The bot on Telegram; the token comes from token_file or LIAISON_TELEGRAM_TOKEN."""

    base_url: Annotated[str, AfterValidator(_web_address)] = "https://api.telegram.org"
    token_file: Path | None = None
    timeout_s: float = Field(default=20.0, gt=0, le=120)  # of one call
    poll_s: int = Field(default=25, ge=0, le=50)  # how long one request for updates waits
    staff_group: str | None = None  # id of the group with the queue message
    webhook: TelegramWebhook | None = None  # None: updates are fetched


class Health(_Part):
    """Where the health of a running program can be asked for."""

    host: str = "127.0.0.1"
    port: int = Field(default=0, ge=0, le=65_535)  # 0: not served


class StepFile(_Part):
    """One approval step for official posts, besides the two languages."""

    kind: StepKind
    who: Role
    topic: str | None = None  # None: every topic
    from_risk: Literal["low", "medium", "high"] = "low"


class CaretakerPeriod(_Part):
    """Days on which only routine or urgent posts go out, with a second approver."""

    first_day: date
    last_day: date  # included

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last_day < self.first_day:
            raise FieldError(said("settings.caretaker.problem"), said("settings.caretaker.remedy"))
        return self


class PrivacyNotice(_Part):
    """What /privacy says besides the wording: the law that allows it, and whom to ask."""

    authority: NameFile = NameFile(
        en="the Act under which Learner Support Canada runs its program",
        fr="la loi en vertu de laquelle Soutien aux apprenants Canada gère son programme",
    )
    contact: NameFile = NameFile(
        en="privacy@learnersupport.example", fr="confidentialite@soutienauxapprenants.example"
    )


class BurstSettings(_Part):
    """From how many like cases on there is one card for all of them."""

    cases: int = Field(default=10, ge=2)  # more than so many new ones…
    minutes: int = Field(default=5, ge=1, le=60)  # …within so many minutes


class CampaignSettings(_Part):
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


class Appeals(_Part):
    """How an author contests an action."""

    days: int = Field(default=30, ge=1)  # after the action
    email: NameFile = NameFile(
        en="appeals@learnersupport.example", fr="contestations@soutienauxapprenants.example"
    )


class Settings(_Part):
    """Everything that the file may say."""

    agency: Agency = Agency()
    timezone: Annotated[str, AfterValidator(_zone)] = "America/Toronto"
    hours: HoursFile = HoursFile(
        week=WeekFile(
            monday=_OFFICE_DAY,
            tuesday=_OFFICE_DAY,
            wednesday=_OFFICE_DAY,
            thursday=_OFFICE_DAY,
            friday=_OFFICE_DAY,
        )
    )
    channels: list[Channel] = []
    database: Annotated[str, AfterValidator(_no_password)] | None = (
        None  # address; a password comes from database_file or the environment
    )
    database_file: Path | None = None  # a file that holds the address
    file: FilePlatform | None = None
    hold_back_seconds: int = Field(default=60, ge=0, le=86_400)
    deadlines: Deadlines = Deadlines()
    retention: Retention = Retention()
    telegram: TelegramPlatform | None = None
    platforms: PlatformSettings = PlatformSettings()
    health: Health = Health()
    approval_steps: list[StepFile] = []
    caretaker: list[CaretakerPeriod] = []
    privacy: PrivacyNotice = PrivacyNotice()
    appeals: Appeals = Appeals()
    burst: BurstSettings = BurstSettings()
    campaigns: CampaignSettings = CampaignSettings()
    classifier: bool = True  # whether it may ask for a look at what no rule names
    relations: Relations = Relations()
    triage: TriageSettings = TriageSettings()
    matching: MatchingSettings = MatchingSettings()
    translation: TranslationSettings = TranslationSettings()
    checks: dict[str, Weight] = {}  # check of a draft -> blocking or warning, where not as usual
    protected_names: list[str] = []  # besides staff: names that must not be exposed
    anchor_file: Path | None = None  # heads of the record are appended here

    @model_validator(mode="after")
    def _replies(self) -> Self:
        known_checks(self.checks)
        wanted = any(channel.disclose == "official" for channel in self.channels)
        named_official(self.agency.official, self.agency.name, wanted=wanted)
        return self

    @model_validator(mode="after")
    def _distinct_channels(self) -> Self:
        seen: set[tuple[str, str]] = set()
        for channel in self.channels:
            key = (channel.platform, channel.id)
            if key in seen:
                raise FieldError(
                    said("settings.channel.twice.problem", channel="/".join(key)),
                    said("settings.channel.twice.remedy"),
                )
            seen.add(key)
        return self

    def channel(self, platform: str, name: str) -> Channel:
        """Return the settings of a channel; one that nobody configured is in shadow."""
        for channel in self.channels:
            if (channel.platform, channel.id) == (platform, name):
                return channel
        whole, slash, _ = name.partition("/")  # a topic without settings of its own: its group's
        return self.channel(platform, whole) if slash else _unconfigured(platform, name)


@lru_cache(maxsize=1_024)  # asked several times for each message
def _unconfigured(platform: str, name: str) -> Channel:
    return Channel(platform=platform, id=name)


class Environment(BaseSettings):
    """What the environment may say: `LIAISON_CONFIG`, `LIAISON_DB`, `LIAISON_LANG`…"""

    model_config = SettingsConfigDict(env_prefix="LIAISON_", extra="ignore")

    config: Path | None = None
    db: SecretStr | None = None  # an address may hold a password
    lang: str | None = None
    classifier: str | None = None  # "off" leaves the classifier out, whatever the file says
    vectors: str | None = None  # "off" leaves sentence vectors out of matching
    telegram_token: SecretStr | None = None
    telegram_webhook_secret: SecretStr | None = None
    x_consumer_key: SecretStr | None = None
    x_consumer_secret: SecretStr | None = None
    x_access_token: SecretStr | None = None
    x_access_token_secret: SecretStr | None = None


def load_settings(path: Path | None, environment: Environment) -> Settings:
    """Read the file that was named, else the usual one, else the defaults.

    Raises:
        DocumentError: the file has faults, or the one that was named is not there.
    """
    from policies.yamlfile import load_yaml, parse_model

    chosen = path or environment.config
    settings = (
        Settings()
        if chosen is None and not DEFAULT_FILE.exists()
        else parse_model(load_yaml(chosen or DEFAULT_FILE), Settings)
    )
    if environment.classifier == "off":
        settings = settings.model_copy(update={"classifier": False})
    if environment.vectors == "off":
        matching = settings.matching.model_copy(update={"vectors": False})
        settings = settings.model_copy(update={"matching": matching})
    return settings


def database_url(given: str | None, settings: Settings, environment: Environment) -> str:
    """Return the address: the one given, the environment's, the file's, the default."""
    if given:
        return given if "://" in given else f"sqlite:///{given}"
    if environment.db is not None:
        return environment.db.get_secret_value()
    if settings.database_file is not None:
        return settings.database_file.read_text(encoding="utf-8").strip()
    return settings.database or DEFAULT_DB
