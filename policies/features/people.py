"""Who speaks and who is named or exposed, as far as the message itself says."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import ahocorasick_rs

from policies import exposure, minors, speakers
from policies.features.reading import Reading
from policies.features.values import Features
from policies.protectednames import find_names
from policies.screening_values import Speaker

_MINOR: Final = 1
_ABUSE: Final = 2
_SEEK: Final = 4
_HOME: Final = 8
_EMPLOYEE: Final = 16
_SPEAKERS: Final = {speaker: 32 << number for number, speaker in enumerate(speakers.STEMS)}
_ANY_SPEAKER: Final = sum(_SPEAKERS.values())
_EVERYTHING: Final = 2 * max(_SPEAKERS.values()) - 1


def read_people(reading: Reading, features: Features) -> None:
    """Set who speaks, which protected names stand there, who is exposed, and signs of a minor."""
    plain = reading.plain
    text = plain.text
    there = _families(text)
    names = reading.context.protected_names
    named = find_names(text, names) if names else ()
    for start, end in named:
        features.add("staff_named", plain.span(start, end))
    if there & _ANY_SPEAKER:
        kinds = [speaker for speaker, bit in _SPEAKERS.items() if there & bit]
        speaker, shown = speakers.find_speaker(text, kinds)
        if speaker is not Speaker.PUBLIC and shown:
            features.set("speaker", speaker.value, [plain.span(*shown)])
    if there & _MINOR:
        for start, end in minors.minor_signs(text):
            features.add("minor_signs", plain.span(start, end))
    if there & _ABUSE:
        for start, end in minors.abuse_terms(text):
            features.add("minor_abuse", plain.span(start, end))
    seek, home = bool(there & _SEEK), bool(there & _HOME and (named or there & _EMPLOYEE))
    if seek or home:
        for start, end in exposure.exposures(text, named=bool(named), seek=seek, home=home):
            features.add("doxxing", plain.span(start, end))


def _families(text: str) -> int:
    """Return, as bits, which families have a piece of a word in the text: one pass over it."""
    automaton, bits = _gate()
    try:
        found = automaton.find_matches_as_indexes(text, overlapping=True)
    except UnicodeEncodeError:  # a lone surrogate
        return _EVERYTHING
    there = 0
    for number, _, _ in found:
        there |= bits[number]
    return there


@lru_cache(maxsize=1)
def _gate() -> tuple[ahocorasick_rs.AhoCorasick, list[int]]:
    stems: dict[str, int] = {}
    families: list[tuple[Iterable[str], int]] = [
        (minors.STEMS, _MINOR),
        (minors.ABUSE_STEMS, _ABUSE),
        (exposure.SEEK_STEMS, _SEEK),
        (exposure.HOME_STEMS, _HOME),
        (exposure.EMPLOYEE_STEMS, _EMPLOYEE),
        *((pieces, _SPEAKERS[speaker]) for speaker, pieces in speakers.STEMS.items()),
    ]
    for pieces, bit in families:
        for piece in pieces:
            stems[piece] = stems.get(piece, 0) | bit
    automaton = ahocorasick_rs.AhoCorasick(
        list(stems),
        matchkind=ahocorasick_rs.MatchKind.Standard,
        implementation=ahocorasick_rs.Implementation.DFA,
    )
    return automaton, list(stems.values())
