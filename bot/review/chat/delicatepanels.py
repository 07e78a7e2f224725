"""What a delicate case says to its reader: the steps to take, and what has been done. Pure."""

from collections.abc import Callable, Sequence

from bot import delicate
from bot.delicate import RELATIONS, Delicate, Incident
from bot.review.wording import Reader, shown
from bot.storage.queue import CardData
from translations.values import Official

Contact = Callable[[Delicate, Official], str]


def protocol(data: CardData, reader: Reader, contact: Contact) -> list[tuple[str, str]]:
    """Return title and steps of each protocol that applies, the gravest first."""
    t = reader.t
    return [
        (
            t(f"delicate.title.{one.value}"),
            t(f"delicate.steps.{one.value}", contact=contact(one, reader.lang))
            if one in RELATIONS
            else t(f"delicate.steps.{one.value}"),
        )
        for one in delicate.kinds(data)
    ]


def delicate_titles(data: CardData, reader: Reader) -> list[str]:
    """Return in one line each why a case is delicate."""
    return [reader.t(f"delicate.title.{one.value}") for one in delicate.kinds(data)]


def log_lines(log: Sequence[Incident], reader: Reader) -> tuple[str, str]:
    """Return title and lines of the incident log."""
    t = reader.t
    lines = [
        t(
            f"delicate.log.{one.what}",
            when=reader.moment(one.at),
            name=reader.person(one.by),
            to=shown(one.to or ""),
        )
        for one in log
        if f"delicate.log.{one.what}" in t
    ]
    return t("delicate.log.title"), "\n".join(lines) or t("delicate.log.none")
