"""What an official post says and where it goes, and the texts that are sent: pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.post import BOTH, Layout
from policies.approvals import Risk, text_hash
from translations.catalogs import catalog
from translations.values import OFFICIAL_LANGUAGES, Bilingual

FRENCH_FOLLOWS: Final = "(Le texte français suit.)"  # an active offer: French readers read on
BETWEEN: Final = "* * *"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostContent:
    """One official post as its author means it."""

    texts: Bilingual
    channels: Mapping[str, tuple[str, str]]  # half -> (platform, channel)
    layout: Layout = Layout.PAIR
    publish_at: datetime | None = None  # UTC; None: once it is approved
    topic: str | None = None
    risk: Risk = Risk.LOW
    routine: bool = False  # may go out in a caretaker period
    urgent: bool = False  # the same
    media: str | None = None  # path of a picture
    media_sha256: str | None = None  # of its bytes
    alt: Bilingual | None = None  # what the picture shows
    corrects: int | None = None  # number of the official post that it puts right
    answers_case: int | None = None  # number of the case whose wrong claim it answers
    machine: str | None = None  # language of a text that is a machine translation as it came

    @property
    def text_hash(self) -> str:
        """The hash that approvals bind to: both texts, the picture and what is said of it."""
        bound = dict(self.texts.as_mapping())
        if self.media is not None:
            bound["media"] = self.media_sha256 or ""
            bound |= {f"alt_{lang}": self._alt(lang) for lang in OFFICIAL_LANGUAGES}
        return text_hash(bound)

    @property
    def caretaker_may(self) -> bool:
        """Whether it may go out in a caretaker period at all."""
        return self.routine or self.urgent

    def outgoing(self) -> dict[str, str]:
        """Return the text of each publication, as the platform gets it."""
        whole: dict[str, str] = {lang: self.described(lang) for lang in OFFICIAL_LANGUAGES}
        if self.layout is Layout.PAIR:
            return whole
        parts = (FRENCH_FOLLOWS, whole["en"], BETWEEN, whole["fr"])
        return {BOTH: "\n\n".join(parts)}

    def _alt(self, lang: str) -> str:
        return "" if self.alt is None else self.alt.as_mapping()[lang].strip()

    def described(self, lang: str) -> str:
        """Return a text with the description of its picture: few platforms have a field for it."""
        text, alt = self.texts.as_mapping()[lang], self._alt(lang)
        if self.media is None or not alt:
            return text
        label = catalog("fr" if lang == "fr" else "en")("post.alt_line", alt=alt)
        return f"{text}\n\n{label}"
