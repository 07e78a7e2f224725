"""Official posts as people write them: one YAML file with both texts.

texts:
  en: The application portal is closed from 6 p.m. to 8 p.m. today.
  fr: Le portail de demandes est fermé de 18 h à 20 h aujourd'hui.
channels:
  en: {platform: telegram, id: news-en}
  fr: {platform: telegram, id: news-fr}
publish_at: 2026-12-01 09:00      # optional; the agency's time where no zone is given
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.settings import Settings
from policies.errors import DocumentError
from policies.faults import FieldError, FileFault, said
from policies.yamlfile import KeyPath, YamlFile, load_yaml, parse_model
from translations.quality import failed_checks
from translations.typography import faults as typography_faults
from translations.values import OFFICIAL_LANGUAGES, Bilingual, Official

_LINK: Final = re.compile(r"https?://\S+")
_DOUBTS: Final = ("numbers", "negation")  # checks of a translation that a person may overrule


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
    en: _Text
    fr: _Text


class _Place(_Part):
    platform: str = Field(min_length=1)
    id: str = Field(min_length=1)


class _Places(_Part):
    en: _Place
    fr: _Place


class _Document(_Part):
    texts: _Texts
    channels: _Places
    publish_at: Annotated[datetime | None, BeforeValidator(_with_time)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostDraft:
    """One official post as it was written, and what a person should look at first."""

    texts: Bilingual
    channels: dict[str, tuple[str, str]]  # language -> (platform, channel)
    publish_at: datetime | None  # UTC
    doubts: tuple[FileFault, ...] = field(default=())  # a person may overrule these
    warnings: tuple[FileFault, ...] = field(default=())  # typography


def read_post(path: Path, settings: Settings, now: datetime) -> PostDraft:
    """Read one file and look at it as closely as a program can.

    Raises:
        DocumentError: it cannot go out like this; each fault has its place and a remedy.
    """
    file = load_yaml(path)
    document = parse_model(file, _Document)
    texts = Bilingual(en=document.texts.en, fr=document.texts.fr)
    english, french = document.channels.en, document.channels.fr
    channels = {
        "en": (english.platform, english.id),
        "fr": (french.platform, french.id),
    }
    publish_at = _moment(document.publish_at, settings)
    found = [
        fault
        for lang in OFFICIAL_LANGUAGES
        for fault in _text_faults(file, lang, texts[lang], channels[lang], settings)
    ]
    if publish_at is not None and publish_at <= now:
        found.append(_fault(file, ("publish_at",), "past"))
    if found:
        raise DocumentError(found)
    return PostDraft(
        texts=texts,
        channels=channels,
        publish_at=publish_at,
        doubts=tuple(_doubts(file, texts)),
        warnings=tuple(_typography(file, texts)),
    )


def _moment(value: datetime | None, settings: Settings) -> datetime | None:
    if value is None:
        return None
    aware = value.replace(tzinfo=ZoneInfo(settings.timezone)) if value.tzinfo is None else value
    return aware.astimezone(UTC)


def _text_faults(
    file: YamlFile, lang: Official, text: str, place: tuple[str, str], settings: Settings
) -> list[FileFault]:
    at: KeyPath = ("texts", lang)
    limit = settings.channel(*place).length_limit
    found = []
    if len(text) > limit:
        found.append(_fault(file, at, "long", limit=limit, length=len(text)))
    hidden = [one for one in typography_faults(text, lang) if one.rule == "hidden"]
    if hidden:
        found.append(_fault(file, at, "hidden", code=f"U+{ord(hidden[0].found[0]):04X}"))
    return found


def _doubts(file: YamlFile, texts: Bilingual) -> list[FileFault]:
    """Return what the two texts don't say alike, as far as a program can tell."""
    failed = failed_checks(texts.en, texts.fr, source_lang="en", target_lang="fr")
    found = [_fault(file, ("texts", "fr"), name) for name in _DOUBTS if name in failed]
    links = [len(_LINK.findall(texts[lang])) for lang in OFFICIAL_LANGUAGES]
    if links[0] != links[1]:
        found.append(_fault(file, ("texts", "fr"), "links", en=links[0], fr=links[1]))
    return found


def _typography(file: YamlFile, texts: Bilingual) -> list[FileFault]:
    found = []
    for one in typography_faults(texts.fr, "fr"):
        better = texts.fr[: one.start] + one.better + texts.fr[one.end :]
        values = {
            "found": _around(texts.fr, one.start, one.end),
            "better": _around(better, one.start, one.start + len(one.better)),
        }
        found.append(_fault(file, ("texts", "fr"), "typography", **values))
    return found


def _around(text: str, start: int, end: int) -> str:
    """Return a few characters before and after, so that a person finds the place."""
    return text[max(0, start - 10) : end + 10].replace("\n", " ").replace("\u00a0", "␣").strip()


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
