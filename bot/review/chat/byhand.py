"""Buttons of what a person posts by hand: the page to open, and the text to copy. Pure."""

from collections.abc import Sequence

from bot.ports import Button
from bot.review.chat.presses import button
from bot.review.wording import Reader
from bot.states import PublicationState
from bot.storage.publications import Queued

_LONGEST = 2_000  # characters of an address that a button bears


def by_hand_rows(
    publications: Sequence[Queued], reader: Reader, panel_id: int
) -> list[Sequence[Button]]:
    """Return a row for the text that is posted by hand now; none where there is none."""
    waiting = [one for one in publications if one.state is PublicationState.HANDED_OFF]
    if not waiting:
        return []
    row = [button(reader.t("chat.button.copy"), "copy", panel_id)]
    url = waiting[-1].url  # the one that the other buttons are about
    if url is not None and url.startswith(("https://", "http://")) and len(url) <= _LONGEST:
        row.insert(0, Button(text=reader.t("chat.button.open_page"), url=url))
    return [row]
