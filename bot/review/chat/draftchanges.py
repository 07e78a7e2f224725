"""What the buttons of a draft change in it. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from bot.deciding import NotAllowed
from bot.post import BOTH, Layout
from bot.postcontent import PostContent
from policies.approvals import Risk
from translations.values import OFFICIAL_LANGUAGES, Bilingual


def placed(
    content: PostContent, argument: str, places: Sequence[tuple[str, str]]
) -> tuple[PostContent, bool]:
    """Return the draft with a channel that was chosen, and whether another is to be chosen.

    Args:
        argument: half and number of the channel, as the button bears them.

    Raises:
        NotAllowed: there is no such channel any more.
    """
    half, _, at = argument.partition(":")
    if not at.isdecimal() or int(at) >= len(places):
        raise NotAllowed("chatpost.refused.no_channel")
    place = places[int(at)]
    if half == BOTH:
        return replace(content, layout=Layout.BILINGUAL, channels={BOTH: place}), False
    kept = {} if content.layout is Layout.BILINGUAL else dict(content.channels)
    after = replace(content, layout=Layout.PAIR, channels={**kept, half: place})
    return after, not set(after.channels) >= set(OFFICIAL_LANGUAGES)


def another_topic(content: PostContent, topics: Sequence[str]) -> PostContent:
    """Return the draft about the next topic that steps know of; after the last about none."""
    known: list[str | None] = [None, *topics]
    place = known.index(content.topic) if content.topic in known else 0
    return replace(content, topic=known[(place + 1) % len(known)])


def another_risk(content: PostContent) -> PostContent:
    """Return the draft with the next higher risk; after the highest comes the lowest."""
    return replace(content, risk=Risk(content.risk % len(Risk) + 1))


def marked(content: PostContent, mark: str) -> PostContent:
    """Return the draft with a mark put on or taken away."""
    if mark == "urgent":
        return replace(content, urgent=not content.urgent)
    return replace(content, routine=not content.routine)


def retyped(content: PostContent, lang: str, text: str) -> PostContent:
    """Return the draft with another text; what a person typed is no machine translation."""
    texts = {**content.texts.as_mapping(), lang: text}
    machine = None if content.machine == lang else content.machine
    return replace(content, texts=Bilingual(en=texts["en"], fr=texts["fr"]), machine=machine)
