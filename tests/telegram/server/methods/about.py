"""What the bot is, and what it tells people about itself."""

import json
import re
from typing import Final

from tests.telegram.server import markup
from tests.telegram.server.methods.call import Call, Method
from tests.telegram.server.refusals import bad
from tests.telegram.server.values import Json

_COMMAND: Final = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE: Final = re.compile(r"[a-z]{2}")
_MOST: Final = {"name": 64, "description": 512, "short_description": 120}


def get_me(call: Call) -> Json:
    """Return the bot."""
    return call.bot.as_json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": call.state.reads_all_groups,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_commands(call: Call) -> bool:
    """Say which commands people see in a scope and a language."""
    commands = call.params.items("commands") or []
    if len(commands) > 100:
        raise bad("too many commands specified")
    for command in commands:
        if not _COMMAND.fullmatch(str(command.get("command", "")).removeprefix("/")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= markup.units(str(command.get("description", ""))) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    call.state.commands[_scope(call), _language(call)] = commands
    return True


def get_my_commands(call: Call) -> list[Json]:
    """Return the commands of exactly this scope and language."""
    return call.state.commands.get((_scope(call), _language(call)), [])


def delete_my_commands(call: Call) -> bool:
    """Forget the commands of a scope and a language."""
    call.state.commands.pop((_scope(call), _language(call)), None)
    return True


def set_chat_menu_button(call: Call) -> bool:
    """Say what the button beside the text field does."""
    number = call.params.number("chat_id") or 0
    if number:
        chat = call.state.chat(number)
        if chat.type != "private":
            raise bad("chat must be a private chat")
    call.state.menu_buttons[number] = call.params.mapping("menu_button") or {"type": "default"}
    return True


def get_chat_menu_button(call: Call) -> Json:
    """Return what the button beside the text field does."""
    number = call.params.number("chat_id") or 0
    return call.state.menu_buttons.get(number, {"type": "commands"})


def _set_words(call: Call, what: str) -> bool:
    text = call.params.text(what)
    if markup.units(text) > _MOST[what]:
        raise bad(f"bot {what.replace('_', ' ')} is too long")
    call.state.words[what, _language(call)] = text
    return True


def _get_words(call: Call, what: str) -> Json:
    words = call.state.words
    plain = call.bot.first_name if what == "name" else ""
    return {what: words.get((what, _language(call))) or words.get((what, ""), plain)}


def _scope(call: Call) -> str:
    """Return the scope in one form, so that equal ones are equal."""
    scope = call.params.mapping("scope") or {"type": "default"}
    if "chat_id" in scope:
        chat = call.state.chat(scope["chat_id"])
        call.state.must_reach(chat)
        scope = scope | {"chat_id": chat.id}
    return json.dumps(scope, sort_keys=True)


def _language(call: Call) -> str:
    code = call.params.text("language_code")
    if code and not _LANGUAGE.fullmatch(code):
        raise bad("invalid language code specified")
    return code


METHODS: Final[dict[str, Method]] = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
    "setMyName": lambda call: _set_words(call, "name"),
    "getMyName": lambda call: _get_words(call, "name"),
    "setMyDescription": lambda call: _set_words(call, "description"),
    "getMyDescription": lambda call: _get_words(call, "description"),
    "setMyShortDescription": lambda call: _set_words(call, "short_description"),
    "getMyShortDescription": lambda call: _get_words(call, "short_description"),
}
