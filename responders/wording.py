"""Wording that goes out word for word: sentences in both languages, written by people.

Holding replies and crisis texts are never translated by a machine and never shortened in the
middle of a sentence: where room is short, sentences marked optional are left out, last one first.
"""

from collections.abc import Iterable, Mapping, Sequence
from string import Formatter
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from policies.approvals import text_hash
from policies.faults import FieldError, said
from responders.lengths import size
from responders.values import DraftText, Sentence, SpeechAct
from translations.values import OFFICIAL_LANGUAGES, Origin


class WordedSentence(BaseModel):
    """One sentence in both languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    en: str = Field(min_length=1)
    fr: str = Field(min_length=1)
    optional: bool = False  # may be left out where room is short
    automatic: bool = False  # only where no person has looked before sending
    alone: bool = False  # only where one language is sent: it offers the other
    tone: Literal["plain", "formal"] | None = None  # only on channels with that tone; None: all
    voice: Literal["organization", "official"] | None = None  # only where so somebody speaks

    @model_validator(mode="after")
    def _same_placeholders(self) -> Self:
        english, french = placeholders(self.en), placeholders(self.fr)
        if english is None or english != french:
            raise FieldError(
                said("holding.file.placeholders.problem"),
                said("holding.file.placeholders.remedy"),
            )
        return self

    def text(self, lang: str) -> str:
        """Return the sentence with its placeholders, in "en" or "fr"."""
        return self.fr if lang == "fr" else self.en


def placeholders(text: str) -> frozenset[str] | None:
    """Return the names in braces, None where the braces are not well formed or not plain names."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return None
    named = [part for part in parts if part[1] is not None]
    plain = all(
        name and name.isidentifier() and not spec and not how for _, name, spec, how in named
    )
    return frozenset(str(part[1]) for part in named) if plain else None


def reply_languages(stated: str | None, detected: str, rule: str = "author") -> tuple[str, ...]:
    """Return a reply's languages: the author's stated choice, else the detected one, else both.

    Args:
        stated: What the author chose.
        detected: What the message seems to be in.
        rule: The channel's own: "author", "both", "en" or "fr"; one that fixes languages holds
            over the author's choice, for the reply stands where everybody reads it.
    """
    if rule == "both":
        return OFFICIAL_LANGUAGES
    if rule in OFFICIAL_LANGUAGES:
        return (rule,)
    for lang in (stated, detected):
        if lang in OFFICIAL_LANGUAGES:
            return (lang,)
    return OFFICIAL_LANGUAGES


def languages_to_send(languages: Iterable[str]) -> tuple[str, ...]:
    """Return the official languages asked for, in that order; both where another one is asked for.

    An undetermined or third language gets both: we cannot know which one the author reads.
    """
    asked = tuple(dict.fromkeys(languages))
    official = tuple(lang for lang in asked if lang in OFFICIAL_LANGUAGES)
    if official == asked and official:
        return official
    return official + tuple(lang for lang in OFFICIAL_LANGUAGES if lang not in official)


def wording_hash(variants: Mapping[str, Sequence[WordedSentence]]) -> str:
    """Return the hash that an approval of all variants in both languages binds to."""
    return text_hash(
        {
            lang: "\n".join(
                f"{name}/{one.optional:d}{one.automatic:d}{one.alone:d}/{one.text(lang)}"
                for name, sentences in sorted(variants.items())
                for one in sentences
            )
            for lang in OFFICIAL_LANGUAGES
        }
    )


def compose(
    sentences: Sequence[WordedSentence],
    values: Mapping[str, Mapping[str, str]],
    *,
    act: SpeechAct,
    template: str,
    languages: tuple[str, ...],
    automatic: bool,
    limit: int | None = None,
) -> DraftText:
    """Return the draft that says these sentences.

    Args:
        sentences: What to say, in order.
        values: Language -> placeholder -> its text.
        act: What the reply does.
        template: The id under which the wording is known.
        languages: What is sent; the other official language is filled in too, for the desk.
        automatic: Whether it goes out without a person having looked.
        limit: Characters that fit into one language's text; where even the required sentences
            do not fit, they all stay, and the length check of the draft says so.
    """
    chosen = [
        one
        for one in sentences
        if (automatic or not one.automatic) and (len(languages) == 1 or not one.alone)
    ]
    trace: dict[str, tuple[Sentence, ...]] = {
        lang: tuple(
            Sentence(text=text, basis=f"template:{template}")
            for text in _fitting(chosen, lang, values.get(lang, {}), limit)
        )
        for lang in OFFICIAL_LANGUAGES
    }
    return DraftText(
        act=act,
        texts={lang: _joined(one.text for one in trace[lang]) for lang in OFFICIAL_LANGUAGES},
        origins=dict.fromkeys(OFFICIAL_LANGUAGES, Origin.TEMPLATE),
        languages=languages,
        template=template,
        trace=trace,
    )


def _fitting(
    chosen: Sequence[WordedSentence], lang: str, values: Mapping[str, str], limit: int | None
) -> list[str]:
    kept = [(one.optional, one.text(lang).format_map(values)) for one in chosen]
    while limit is not None and size(_joined(text for _, text in kept), limit) > limit:
        optional = [place for place, (may_go, _) in enumerate(kept) if may_go]
        if not optional:
            break
        del kept[optional[-1]]
    return [text for _, text in kept]


def _joined(texts: Iterable[str]) -> str:
    return " ".join(texts)
