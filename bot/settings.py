"""Settings: one file (`liaison.yaml`) and the environment; unknown keys are errors.

Secrets never stand in the file. Every key is in `docs/configuration.md`; a test compares.
"""

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Final, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.agencysettings import Agency, Appeals, PrivacyNotice
from bot.channelsettings import Channel, ChannelAutonomy, Scope, Zone
from bot.platformsettings import PlatformSettings
from bot.settingspart import Part
from bot.telegramsettings import TelegramPlatform, TelegramWebhook
from bot.translationsettings import TranslationSettings
from bot.triagesettings import (
    MatchingSettings,
    Relations,
    TriageSettings,
    known_checks,
    named_official,
)
from bot.worksettings import (
    BurstSettings,
    CampaignSettings,
    CaretakerPeriod,
    Deadlines,
    Health,
    Retention,
    StepFile,
)
from policies.faults import FieldError, said
from policies.hoursfile import HoursFile, WeekFile
from responders.values import Weight

__all__ = [
    "Agency",
    "Appeals",
    "CaretakerPeriod",
    "Channel",
    "ChannelAutonomy",
    "Environment",
    "Health",
    "Retention",
    "Scope",
    "Settings",
    "StepFile",
    "TelegramPlatform",
    "TelegramWebhook",
    "database_url",
    "load_settings",
]

DEFAULT_FILE: Final = Path("liaison.yaml")
DEFAULT_DB: Final = "sqlite:///liaison.db"

_OFFICE_DAY: Final = ["08:30-17:30"]


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


class FilePlatform(Part):
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


class Settings(Part):
    """Everything that the file may say."""

    agency: Agency = Agency()
    timezone: Zone = "America/Toronto"
    hours: HoursFile = HoursFile(
        week=WeekFile(
            monday=_OFFICE_DAY,
            tuesday=_OFFICE_DAY,
            wednesday=_OFFICE_DAY,
            thursday=_OFFICE_DAY,
            friday=_OFFICE_DAY,
        )
    )
    channels: list[Channel] = Field(default_factory=list)
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
    approval_steps: list[StepFile] = Field(default_factory=list)
    caretaker: list[CaretakerPeriod] = Field(default_factory=list)
    privacy: PrivacyNotice = PrivacyNotice()
    appeals: Appeals = Appeals()
    burst: BurstSettings = BurstSettings()
    campaigns: CampaignSettings = CampaignSettings()
    classifier: bool = True  # whether it may ask for a look at what no rule names
    relations: Relations = Relations()
    triage: TriageSettings = TriageSettings()
    matching: MatchingSettings = MatchingSettings()
    translation: TranslationSettings = TranslationSettings()
    checks: dict[str, Weight] = Field(
        default_factory=dict
    )  # check of a draft -> blocking or warning, where not as usual
    protected_names: list[str] = Field(
        default_factory=list
    )  # besides staff: names that must not be exposed
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
    mastodon_token: SecretStr | None = None
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
