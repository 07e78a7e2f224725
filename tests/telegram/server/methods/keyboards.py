"""Checks of `reply_markup`, in the words in which the server refuses."""

from typing import Any, Final
from urllib.parse import urlsplit

from tests.telegram.server.methods.call import Call
from tests.telegram.server.refusals import bad
from tests.telegram.server.values import Json

_KINDS: Final = {"inline_keyboard", "keyboard", "remove_keyboard", "force_reply"}
_ACTIONS: Final = {
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
}
_STYLES: Final = {"danger", "success", "primary"}
_MOST_BUTTONS: Final = 100
_MOST_IN_ROW: Final = 8


def read(call: Call) -> Json | None:
    """Return the `reply_markup` of a call; an empty inline keyboard is none.

    Raises:
        Refusal: where the server would refuse it.
    """
    markup = call.params.mapping("reply_markup")
    if markup is None:
        return None
    if not _KINDS & set(markup):
        raise bad("object expected as reply markup")
    rows = markup.get("inline_keyboard")
    if rows is None:
        return markup
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad("can't parse inline keyboard: expected an array of arrays")
    filled = [[_button(button) for button in row] for row in rows if row]
    if sum(map(len, filled)) > _MOST_BUTTONS or any(len(row) > _MOST_IN_ROW for row in filled):
        raise bad("reply markup is too long")
    return {"inline_keyboard": filled} if filled else None


def inline(markup: Json | None) -> Json:
    """Return what of it stands in the `Message`: inline keyboards only."""
    return {"reply_markup": markup} if markup and "inline_keyboard" in markup else {}


def _button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad("can't parse inline keyboard button: expected an Object")
    if not str(button.get("text") or "").strip():
        raise bad("can't parse inline keyboard button: text is empty")
    given = _ACTIONS & set(button)
    if not given:
        raise bad(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(given) > 1:
        raise bad("can't parse inline keyboard button: exactly one action is allowed")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= 64:
        raise bad("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and urlsplit(str(url)).scheme not in {"http", "https", "tg"}:
        raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    if "style" in button and button["style"] not in _STYLES:
        raise bad("can't parse inline keyboard button: invalid button style specified")
    return button
