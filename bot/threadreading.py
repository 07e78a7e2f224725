"""Threads in the reviewer's other language: prepared and kept on the storage thread, made off it.

What is translated is what the card shows: personal data masked, hidden messages hidden. Nothing
leaves the agency's machines unless the agency switched that on, and then only masked.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.deciding import NotAllowed
from bot.review.veils import Veil, message_text, quoted_text, readable
from bot.review.wording import Reader
from bot.storage import readings
from bot.storage.database import Database
from bot.storage.queue import CardData, CardMessage
from bot.storage.readings import Reading
from bot.toolbox import Toolbox
from policies.masking import mask
from translations.engine import EngineFault, NoEngine, model_name
from translations.translator import Translator
from translations.values import OFFICIAL_LANGUAGES, Origin

_OF_PEOPLE: Final = frozenset((Origin.HUMAN.value, Origin.MACHINE.value, Origin.MEMORY.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One text of a thread: a message, or what it quotes."""

    message: CardMessage
    text: str  # as the card shows it
    quoted: bool = False
    hidden: bool = False  # the card does not show it before somebody asks


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPassage:
    """A passage, and what it says in the language that was asked for."""

    passage: Passage
    text: str
    origin: (
        Origin | None
    )  # None: it is in that language, hidden, or in one that we do not translate


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A thread that is about to be read: what is known, and what is left to translate."""

    case_id: int
    target: str
    passages: tuple[Passage, ...]
    reply: tuple[str, str] | None  # (language, text) of our draft that is in the other language
    known: Mapping[tuple[str, str], Reading]  # (language, text) -> in the target
    missing: tuple[tuple[str, str], ...]  # (language, text), each once
    translator: Translator


class ThreadReading:
    """Makes any thread readable in either language."""

    def __init__(self, database: Database, tools: Toolbox, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._tools = tools
        self._clock = clock

    def read(
        self, data: CardData, reader: Reader, target: str, *, original: bool = False
    ) -> tuple[list[ReadPassage], tuple[str, Reading] | None]:
        """Return a thread in a language, and our draft in it, for desks that may wait.

        Raises:
            NotAllowed: it cannot be translated here; says what to do.
        """
        prepared = self.prepare(data, reader, target, original=original)
        made = make(prepared)
        self.keep(prepared, made)
        return finish(prepared, made), replied(prepared, made)

    def prepare(
        self,
        data: CardData,
        reader: Reader,
        target: str,
        *,
        original: bool = False,
        veil: Veil = Veil.MASKED,
    ) -> Prepared:
        """Look up what was translated before; reads the database.

        Args:
            data: the case.
            reader: who reads.
            target: "en" or "fr".
            original: whether the person has asked to see what the card hides.
            veil: what the card shows.
        """
        away = self._tools.engine.sends_text_away
        passages = tuple(_passages(data, reader, original=original, veil=veil, masked=away))
        reply = _reply(data, target)
        wanted = dict.fromkeys(
            (one.message.lang, one.text)
            for one in passages
            if not one.hidden and _other(one.message.lang, target) and one.text.strip()
        )
        if reply is not None:
            wanted[reply] = None
        known: dict[tuple[str, str], Reading] = {}
        with self._database.read() as connection:
            translator = self._tools.translator(connection, self._clock())
            for lang, text in wanted:
                found = readings.kept(
                    connection,
                    text,
                    source=lang,
                    target=target,
                    model=model_name(translator.engine, lang, target),
                )
                if found is not None:
                    known[lang, text] = found
        return Prepared(
            case_id=data.case.id,
            target=target,
            passages=passages,
            reply=reply,
            known=known,
            missing=tuple(one for one in wanted if one not in known),
            translator=translator,
        )

    def keep(self, prepared: Prepared, made: Mapping[tuple[str, str], Reading]) -> None:
        """Keep what was translated; writes the database."""
        if not made:
            return
        now = self._clock()
        with self._database.write("reading") as connection:
            for (lang, text), reading in made.items():
                readings.keep(
                    connection,
                    reading,
                    of=text,
                    case_id=prepared.case_id,
                    source=lang,
                    target=prepared.target,
                    model=model_name(prepared.translator.engine, lang, prepared.target),
                    now=now,
                )


def make(prepared: Prepared) -> dict[tuple[str, str], Reading]:
    """Translate what is missing; may take seconds, and touches no database.

    Raises:
        NotAllowed: it cannot be translated here; says what to do.
    """
    made: dict[tuple[str, str], Reading] = {}
    target = prepared.target
    for lang in dict.fromkeys(lang for lang, _ in prepared.missing):
        texts = [text for source, text in prepared.missing if source == lang]
        try:
            lines = list(prepared.translator.translate(texts, source=lang, target=target))
        except NoEngine as missing:
            raise NotAllowed("reading.no_engine", pair=f"{lang}-{target}") from missing
        except EngineFault as fault:
            raise NotAllowed("reading.engine_fault") from fault
        for text, line in zip(texts, lines, strict=True):
            made[lang, text] = Reading(text=line.target, origin=line.origin)
    return made


def finish(prepared: Prepared, made: Mapping[tuple[str, str], Reading]) -> list[ReadPassage]:
    """Return the thread in the language that was asked for, in its order."""
    found: list[ReadPassage] = []
    for one in prepared.passages:
        key = (one.message.lang, one.text)
        reading = None if one.hidden else (made.get(key) or prepared.known.get(key))
        found.append(
            ReadPassage(
                passage=one,
                text=reading.text if reading else one.text,
                origin=reading.origin if reading else None,
            )
        )
    return found


def replied(
    prepared: Prepared, made: Mapping[tuple[str, str], Reading]
) -> tuple[str, Reading] | None:
    """Return what our draft says in the reader's language, and the language that it is in.

    The way back: whoever reads one language only sees what the other text would say.
    """
    if prepared.reply is None:
        return None
    reading = made.get(prepared.reply) or prepared.known.get(prepared.reply)
    return None if reading is None else (prepared.reply[0], reading)


def targets(data: CardData, lang: str) -> tuple[str, ...]:
    """Return the languages in which a thread can be read anew, the reader's own first."""
    langs = {one.lang for one in (*data.messages, *data.context) if one.text.strip()}
    langs |= {reply[0] for one in OFFICIAL_LANGUAGES if (reply := _reply(data, one)) is not None}
    wanted = sorted(OFFICIAL_LANGUAGES, key=lambda one: one != lang)
    return tuple(one for one in wanted if any(_other(other, one) for other in langs))


def _reply(data: CardData, target: str) -> tuple[str, str] | None:
    """Return our draft in the other language, where it goes out in it and people typed it.

    Wording of facts and templates was approved in both languages: there the other text says it.
    """
    other = "fr" if target == "en" else "en"
    if data.draft is None or other not in data.draft.languages:
        return None
    if data.draft.origins.get(other) not in _OF_PEOPLE:
        return None
    text = data.draft.texts.get(other, "").strip()
    return (other, text) if text else None


def _other(lang: str, target: str) -> bool:
    return lang in OFFICIAL_LANGUAGES and lang != target


def _passages(
    data: CardData, reader: Reader, *, original: bool, veil: Veil, masked: bool
) -> Iterator[Passage]:
    thread = sorted((*data.context, *data.messages), key=lambda one: (one.sent_at, one.id))
    for message in thread:
        hidden = not readable(message, original=original, veil=veil)
        if quoted := quoted_text(message, original=original, veil=veil):
            text = mask(quoted) if masked else quoted
            yield Passage(message=message, text=text, quoted=True)
        text = message_text(message, reader, original=original, veil=veil)
        if masked and not hidden:
            text = mask(text)
        yield Passage(message=message, text=text, hidden=hidden)
