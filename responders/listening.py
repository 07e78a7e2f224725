"""A message as it is heard: its sentences, who says each, and in what voice."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from responders.cues import Cue, asks_to_verify, part_quotes
from responders.reading import Reading, read_sentence, split_sentences
from responders.words import Lexicon

_FEW: Final = 2  # concepts of a sentence that says nothing of its own: "That is a myth."
_FEW_ASKED: Final = 3
_FEW_WORDS: Final = 3  # spaces of a short denial
_REFUTING: Final = frozenset({Cue.DENIES, Cue.SARCASM, Cue.REPORTS})
VOICES: Final = (
    (Cue.SARCASM, "sarcasm"),
    (Cue.WISHES, "wish"),
    (Cue.PAST, "past"),
    (Cue.UNSURE, "hedged"),
    (Cue.EXCEPTS, "exception"),
    (Cue.REPORTS, "reported"),
    (Cue.DENIES, "denial"),
)


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of a message and in what voice it stands."""

    raw: str
    reading: Reading
    voice: str  # "claim", "experience", "question", "quoted", or why it is no plain claim


def listen(text: str, quoted: str | None, lexicon: Lexicon) -> list[Said]:
    """Return the sentences of a message, the author's own first, then what is quoted.

    Args:
        text: the message; any string.
        quoted: text of others inside the message.
        lexicon: what words mean.
    """
    own, passages = part_quotes(text, quoted)
    raws = split_sentences(own)
    readings = [read_sentence(raw, lexicon) for raw in raws]
    said = [
        Said(raw, reading, _voice(readings, number))
        for number, (raw, reading) in enumerate(zip(raws, readings, strict=True))
    ]
    for passage in passages:
        said += [
            Said(raw, read_sentence(raw, lexicon), "quoted") for raw in split_sentences(passage)
        ]
    return said


def _voice(readings: Sequence[Reading], index: int) -> str:
    reading = readings[index]
    if reading.question:
        return "question"
    for cue, name in VOICES:
        if cue in reading.cues:
            return name
    around = (*readings[max(0, index - 1) : index], *readings[index + 1 : index + 2])
    for other in around:
        if Cue.DENIES in other.cues and len(other.concepts) <= _FEW:
            return "denial"
        if Cue.SARCASM in other.cues:
            return "sarcasm"
        if _is_short_denial(other):
            return "denial"
    after = readings[index + 1] if index + 1 < len(readings) else None
    if (
        after
        and after.question
        and len(after.concepts) <= _FEW_ASKED
        and asks_to_verify(after.folded)
    ):
        return "question"
    return "experience" if Cue.EXPERIENCE in reading.cues else "claim"


def _is_short_denial(reading: Reading) -> bool:
    """Whether a sentence only denies the one beside it: "They don't."."""
    return (
        len(reading.concepts) <= 1
        and reading.folded.count(" ") <= _FEW_WORDS
        and any(clause.negative for clause in reading.clauses)
    )


def is_refuting(said: Said) -> bool:
    """Whether what else the author says may turn a claim round: a denial, a joke, a report."""
    return said.voice != "quoted" and not said.reading.cues.isdisjoint(_REFUTING)
