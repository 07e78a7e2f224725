"""Reading the case that is open in the other language, in the terminal."""

from bot.review.conversation import Abandoned, Conversation
from bot.review.readingcards import reading_section, reply_section
from bot.storage.queue import CardData
from bot.threadreading import ThreadReading, targets
from translations.values import OFFICIAL_LANGUAGES


def read_thread(talk: Conversation, data: CardData, typed: str, *, original: bool) -> None:
    """Show a thread in a language.

    Args:
        talk: with whoever reads.
        data: the case.
        typed: "en" or "fr"; the first language in which there is anything new to read where "".
        original: whether the person has asked to see what the card hides.

    Raises:
        Abandoned: it cannot be translated, or the language is none of ours; the person knows why.
    """
    possible = targets(data, talk.t.lang)
    target = typed.strip().lower() or (possible[0] if possible else "")
    if target not in OFFICIAL_LANGUAGES:
        if typed.strip():
            talk.bad_choice(typed)
        talk.say("reading.nothing")
        raise Abandoned
    office, reader = talk.office, talk.reader()
    reading = ThreadReading(office.database, office.tools, office.clock)
    found, reply = talk.tried(lambda: reading.read(data, reader, target, original=original))
    talk.show_section(reading_section(found, reader, target))
    if reply is not None:
        talk.show_section(reply_section(reply, reader, target))
