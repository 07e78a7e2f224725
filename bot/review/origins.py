"""Where a translated text is from, in words: the memory and who approved it, or which model. Pure.

A basis is written by `bot.translating`: "tm:SCORE:MATCH:KIND:DAY", "near:SCORE:TEXT", or
"mt:LANGUAGE:MODEL"; older drafts have "mt:LANGUAGE".
"""

from datetime import date

from bot.review.wording import Reader, clipped
from translations.formats import format_date, format_percent

_LONGEST = 160  # characters of the text that a near match was approved for


def origin_words(kind: str, rest: str, reader: Reader) -> str | None:
    """Return what a basis says, None where it is of another kind or not ours to read."""
    match kind:
        case "mt":
            lang, _, model = rest.partition(":")
            name = reader.language(lang)
            key = "desk.basis.mt_model" if model else "desk.basis.mt"
            return reader.t(key, name=name, model=model)
        case "near":
            score, _, text = rest.partition(":")
            if not score.isdecimal():
                return None
            return reader.t(
                "desk.basis.near",
                score=format_percent(int(score), reader.lang),
                text=reader.quoted(clipped(text, _LONGEST)),
            )
        case "tm":
            return _memory(rest, reader)
        case _:
            return None


def _memory(rest: str, reader: Reader) -> str | None:
    parts = rest.split(":")
    if len(parts) != 4 or not parts[0].isdecimal():
        return None
    score, match, where, day = parts
    return reader.t(
        "desk.basis.tm",
        score=format_percent(int(score), reader.lang),
        match=reader.t(f"memory.match.{match}"),
        where=reader.t(f"memory.kind.{where}"),
        approved=_approved(day, reader),
    )


def _approved(day: str, reader: Reader) -> str:
    if not day:
        return ""
    told = format_date(date.fromisoformat(day), reader.lang)
    return reader.t("desk.basis.tm_approved", day=told)
