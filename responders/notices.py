"""Notices: what an author is told once a person has acted on a message, or decided an appeal.

People wrote every sentence in both languages; nothing in here translates.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from policies.faults import FieldError, said
from policies.yamlfile import load_yaml, parse_model
from responders.wording import WordedSentence, languages_to_send, placeholders, wording_hash

NOTICES_FILE: Final = Path(__file__).parent / "data" / "wording" / "notices.yaml"

_ACTION: Final = frozenset({"agency", "rule", "policy", "days", "email"})
# variant -> placeholders that it may use
_ALLOWED: Final[Mapping[str, frozenset[str]]] = {
    "warn": _ACTION,
    "hide": _ACTION,
    "delete": _ACTION,
    "restrict": _ACTION | {"until"},
    "ban": _ACTION,
    "undone": frozenset({"agency"}),
    "undone_delete": frozenset({"agency"}),
    "upheld": frozenset({"agency"}),
    "upheld_delete": frozenset({"agency"}),
    "dismissed": frozenset({"agency", "ground", "rule", "policy"}),
    "neutral": frozenset({"link"}),
    "neutral_without_link": frozenset({"policy", "email"}),
    "ground_rule": frozenset(),
    "ground_context": frozenset(),
    "ground_repeated": frozenset(),
}
GROUNDS: Final = ("rule", "context", "repeated")  # why an action stands after an appeal

_Sentences = list[WordedSentence]


class NoticesFile(BaseModel):
    """The authored wording: one list of sentences per situation."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    warn: _Sentences = Field(min_length=1)
    hide: _Sentences = Field(min_length=1)
    delete: _Sentences = Field(min_length=1)
    restrict: _Sentences = Field(min_length=1)
    ban: _Sentences = Field(min_length=1)
    undone: _Sentences = Field(min_length=1)
    undone_delete: _Sentences = Field(min_length=1)
    upheld: _Sentences = Field(min_length=1)
    upheld_delete: _Sentences = Field(min_length=1)
    dismissed: _Sentences = Field(min_length=1)
    neutral: _Sentences = Field(min_length=1)
    neutral_without_link: _Sentences = Field(min_length=1)
    ground_rule: _Sentences = Field(min_length=1)
    ground_context: _Sentences = Field(min_length=1)
    ground_repeated: _Sentences = Field(min_length=1)

    @model_validator(mode="after")
    def _known_placeholders(self) -> Self:
        for variant, sentences in self.variants().items():
            allowed = _ALLOWED[variant]
            for sentence in sentences:
                unknown = (placeholders(sentence.en) or frozenset()) - allowed
                if unknown:
                    names = {
                        "variant": variant,
                        "unknown": ", ".join(f"{{{name}}}" for name in sorted(unknown)),
                        "allowed": ", ".join(f"{{{name}}}" for name in sorted(allowed)),
                    }
                    raise FieldError(
                        said("holding.file.unknown.problem", **names),
                        said("holding.file.unknown.remedy", **names),
                    )
        return self

    def variants(self) -> Mapping[str, _Sentences]:
        """Return every situation's sentences by its name."""
        return {name: getattr(self, name) for name in _ALLOWED}


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeWording:
    """The wording in use, and the hash that its approval binds to."""

    variants: Mapping[str, tuple[WordedSentence, ...]]
    sha256: str

    def ground(self, name: str, lang: str) -> str:
        """Return what an author is told of why an action stands."""
        return " ".join(one.text(lang) for one in self.variants[f"ground_{name}"])


def load_notices(path: Path = NOTICES_FILE) -> NoticeWording:
    """Read the wording.

    Raises:
        DocumentError: The file has faults.
    """
    variants = parse_model(load_yaml(path), NoticesFile).variants()
    return NoticeWording(
        variants={name: tuple(sentences) for name, sentences in variants.items()},
        sha256=wording_hash(variants),
    )


def notice_text(
    wording: NoticeWording,
    variant: str,
    languages: Iterable[str],
    values: Mapping[str, Mapping[str, str]],
) -> str:
    """Return a notice, one language below the other where it goes out in both.

    Args:
        wording: The wording in use.
        variant: The situation.
        languages: What the author reads; another than English or French gets both.
        values: Language -> placeholder -> its text.
    """
    return "\n\n".join(
        "\n".join(one.text(lang).format_map(values[lang]) for one in wording.variants[variant])
        for lang in languages_to_send(languages)
    )
