"""Official posts as people write them: one YAML file with both texts; docs/cli.md has an example.

texts:
  en: The application portal is closed from 6 p.m. to 8 p.m. today.
  fr: Le portail de demandes est fermé de 18 h à 20 h aujourd'hui.
channels:
  en: {platform: telegram, id: news-en}
  fr: {platform: telegram, id: news-fr}
publish_at: 2026-12-01 09:00      # optional; the agency's time where no zone is given
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.post import BOTH, Layout
from bot.postchecks import Finding, check_post, doubts
from bot.postcontent import PostContent
from bot.postdrafts import translated
from bot.settings import Settings
from policies.approvals import Risk
from policies.errors import DocumentError
from policies.faults import FieldError, FileFault, said
from policies.yamlfile import KeyPath, YamlFile, load_yaml, parse_model
from responders.values import Weight
from translations.engine import Engine
from translations.values import OFFICIAL_LANGUAGES, Bilingual, Official


def _filled(text: object) -> object:
    if isinstance(text, str) and not text.strip():
        raise FieldError(said("post.empty.problem"), said("post.empty.remedy"))
    return text.strip() if isinstance(text, str) else text


def _with_time(value: object) -> object:
    if isinstance(value, date) and not isinstance(value, datetime):
        raise FieldError(
            said("post.no_time.problem", day=value.isoformat()), said("post.no_time.remedy")
        )
    return value


_Text = Annotated[str, BeforeValidator(_filled)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Texts(_Part):
    en: _Text | None = None  # one of the two may be left to the translation engine
    fr: _Text | None = None


class _Place(_Part):
    platform: str = Field(min_length=1)
    id: str = Field(min_length=1)


class _Places(_Part):
    en: _Place | None = None
    fr: _Place | None = None
    both: _Place | None = None  # of a bilingual post


class _Alt(_Part):
    en: _Text
    fr: _Text


class _Document(_Part):
    texts: _Texts
    channels: _Places
    layout: Layout = Layout.PAIR
    publish_at: Annotated[datetime | None, BeforeValidator(_with_time)] = None
    topic: str | None = Field(default=None, min_length=1)
    risk: Literal["low", "medium", "high"] = "low"
    routine: bool = False
    urgent: bool = False
    media: Path | None = None  # from the folder of the file
    alt: _Alt | None = None
    corrects: int | None = Field(default=None, ge=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostDraft:
    """One official post as it was written, and what a person should look at first."""

    content: PostContent
    doubts: tuple[FileFault, ...] = field(default=())  # a person may overrule these
    warnings: tuple[FileFault, ...] = field(default=())


def read_post(
    path: Path, settings: Settings, now: datetime, engine: Engine | None = None
) -> PostDraft:
    """Read one file and look at it as closely as a program can.

    Args:
        engine: translates a text that is not there; without one it must be there.

    Raises:
        DocumentError: it cannot go out like this; each fault has its place and a remedy.
    """
    file = load_yaml(path)
    document = parse_model(file, _Document)
    channels, found = _places(file, document)
    texts, machine = _texts(file, document, engine)
    if texts is None:
        given = [lang for lang in OFFICIAL_LANGUAGES if getattr(document.texts, lang)]
        missing: Official = "en" if given == ["fr"] else "fr"
        found.append(_fault(file, ("texts", missing), f"untranslated_{missing}"))
        raise DocumentError(found)
    publish_at = _moment(document.publish_at, settings)
    if publish_at is not None and publish_at <= now:
        found.append(_fault(file, ("publish_at",), "past"))
    content = PostContent(
        texts=texts,
        channels=channels,
        layout=document.layout,
        publish_at=publish_at,
        topic=document.topic,
        risk=Risk[document.risk.upper()],
        routine=document.routine,
        urgent=document.urgent,
        corrects=document.corrects,
        machine=machine,
    )
    if document.media is not None:
        picture = path.absolute().parent / document.media
        if not picture.is_file():
            found.append(_fault(file, ("media",), "picture", found=document.media))
        said_of = document.alt
        alt = None if said_of is None else Bilingual(en=said_of.en, fr=said_of.fr)
        content = replace(content, media=str(picture), alt=alt)
    checked = check_post(content, settings)
    found += [_told(file, one) for one in checked if one.weight is Weight.BLOCKING]
    if found:
        raise DocumentError(found)
    doubtful = doubts(checked)
    return PostDraft(
        content=content,
        doubts=tuple(_told(file, one) for one in doubtful),
        warnings=tuple(_told(file, one) for one in checked if one not in doubtful),
    )


def _places(
    file: YamlFile, document: _Document
) -> tuple[dict[str, tuple[str, str]], list[FileFault]]:
    """Return where each publication goes, and which of them has nowhere to go."""
    given = document.channels
    places = {
        half: (place.platform, place.id)
        for half, place in (("en", given.en), ("fr", given.fr), (BOTH, given.both))
        if place is not None
    }
    wanted = document.layout.halves
    found = [_fault(file, ("channels", one), f"place_{one}") for one in wanted if one not in places]
    found += [
        _fault(file, ("channels", one), f"place_{document.layout}_only")
        for one in places
        if one not in wanted
    ]
    return places, found


def _texts(
    file: YamlFile, document: _Document, engine: Engine | None
) -> tuple[Bilingual | None, str | None]:
    """Return both texts, and the language that was translated by machine."""
    english, french = document.texts.en, document.texts.fr
    if english is not None and french is not None:
        return Bilingual(en=english, fr=french), None
    if english is None and french is None:
        raise DocumentError([_fault(file, ("texts",), "empty")])
    source: Official = "en" if english is not None else "fr"
    both = translated(english or french or "", source, engine)
    return both, None if both is None else "fr" if source == "en" else "en"


def _moment(value: datetime | None, settings: Settings) -> datetime | None:
    if value is None:
        return None
    aware = value.replace(tzinfo=ZoneInfo(settings.timezone)) if value.tzinfo is None else value
    return aware.astimezone(UTC)


def _told(file: YamlFile, finding: Finding) -> FileFault:
    line, column = file.position(finding.place)
    return FileFault(
        file=file.path,
        line=line,
        column=column,
        field=".".join(finding.place),
        problem=finding.problem,
        remedy=finding.remedy,
    )


def _fault(file: YamlFile, at: KeyPath, key: str, **values: object) -> FileFault:
    line, column = file.position(at)
    return FileFault(
        file=file.path,
        line=line,
        column=column,
        field=".".join(map(str, at)),
        problem=said(f"post.{key}.problem", **values),
        remedy=said(f"post.{key}.remedy", **values),
    )
