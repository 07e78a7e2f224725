"""What the reception says, in one language or in both at once. Pure."""

from collections.abc import Callable, Sequence

from bot.settings import Settings
from policies.hoursfile import NameFile
from translations.catalogs import Catalog, catalog
from translations.values import OFFICIAL_LANGUAGES, Official

_YEAR = 365
Wording = Callable[[Catalog], str]


def in_languages(wording: Wording, languages: Sequence[Official]) -> str:
    """Return a text in each language, one below the other."""
    return "\n\n———\n\n".join(wording(catalog(lang)) for lang in languages)


def languages_for(stated: str | None, hint: str | None) -> tuple[Official, ...]:
    """Return the language that was chosen; both where none was, what the app suggests first."""
    for lang in OFFICIAL_LANGUAGES:
        if lang == stated:
            return (lang,)
    return ("fr", "en") if (hint or "").lower().startswith("fr") else ("en", "fr")


def welcome(settings: Settings) -> Wording:
    """Return the first words: the offer of both languages, and the privacy notice in short."""
    return lambda t: t(
        "reception.welcome", agency=_of(settings.agency.name, t), retention=_kept(settings, t)
    )


def privacy(settings: Settings) -> Wording:
    """Return the privacy notice: purpose, authority, what is kept and how long, contact."""
    return lambda t: t(
        "reception.privacy",
        authority=_of(settings.privacy.authority, t),
        contact=_of(settings.privacy.contact, t),
        retention=_kept(settings, t),
    )


def help_text(settings: Settings) -> Wording:
    """Return what can be typed, and where else to turn."""
    return lambda t: t("reception.help", contact=_of(settings.agency.contact, t))


def plain(key: str) -> Wording:
    """Return a message that has nothing to fill in."""
    return lambda t: t(key)


def _of(name: NameFile, t: Catalog) -> str:
    return name.fr if t.lang == "fr" else name.en


def _kept(settings: Settings, t: Catalog) -> str:
    days = settings.retention.days
    if days % _YEAR == 0:
        return t.plural("reception.years", days // _YEAR)
    return t.plural("reception.days", days)
