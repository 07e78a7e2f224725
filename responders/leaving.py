"""Whether somebody asks to be left alone: the whole message has to say that, and nothing else."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from policies.message import Invitation, Message, MessageEvent
from policies.yamlfile import load_yaml, parse_model
from responders.words import fold, split_words

_DATA: Final = Path(__file__).parent / "data" / "leave.yaml"
_LONGEST: Final = 200  # characters of a message that says nothing else

Words = tuple[str, ...]


class _LeaveFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    requests: tuple[str, ...] = Field(min_length=1)
    around: tuple[str, ...] = Field(min_length=1)


def asks_to_stop(message: Message) -> bool:
    """Whether a message to us asks that we leave its author alone."""
    to_us = message.invitation not in {None, Invitation.NONE}
    return to_us and message.event is not MessageEvent.DELETED and says_stop(message.text)


def says_stop(text: str) -> bool:
    """Whether a text says that its author wants to be left alone, in either language."""
    if len(text) > _LONGEST:
        return False
    words = tuple(split_words(fold(text)))
    requests, around = _phrases()
    while words and words not in requests:
        for phrase in around:
            if words[: len(phrase)] == phrase:
                words = words[len(phrase) :]
                break
            if words[-len(phrase) :] == phrase:
                words = words[: -len(phrase)]
                break
        else:
            return False
    return bool(words)


@lru_cache(maxsize=1)
def _phrases() -> tuple[frozenset[Words], tuple[Words, ...]]:
    document = parse_model(load_yaml(_DATA), _LeaveFile)
    requests = frozenset(tuple(split_words(fold(one))) for one in document.requests)
    around = (tuple(split_words(fold(one))) for one in document.around)
    return requests, tuple(sorted(around, key=len, reverse=True))
