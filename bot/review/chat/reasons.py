"""Reasons that stand ready as buttons; each reader reads them in their own language."""

from typing import Final

from translations.catalogs import Catalog, catalog
from translations.values import OFFICIAL_LANGUAGES

READY: Final[dict[str, tuple[str, ...]]] = {
    "reject": ("no_reply", "wrong_draft", "answered"),
    "keep": ("allowed", "false_alarm", "dealt_with"),
    "escalate": ("unsure", "danger", "press"),
    "act": ("rule",),
}


def reason_text(verb: str, name: str, t: Catalog) -> str:
    """Return a ready reason in words."""
    return t(f"chat.reason.{verb}.{name}")


def reason_for(text: str, t: Catalog) -> str:
    """Return a reason as this reader reads it; one that somebody typed stays as it is."""
    for verb, names in READY.items():
        for name in names:
            for lang in OFFICIAL_LANGUAGES:
                if text == reason_text(verb, name, catalog(lang)):
                    return reason_text(verb, name, t)
    return text
