"""How the rest of the program names chats ("<chat>/<topic>") and messages ("<chat>:<message>")."""


def message_id(chat: int | str, number: int) -> str:
    """Return the name of a message: numbers of messages count for their chat only."""
    return f"{chat}:{number}"


def number_of(message: str) -> int:
    """Return the number of a message; its chat may stand before it.

    Raises:
        ValueError: this names no message of Telegram.
    """
    return int(message.rpartition(":")[2])


def chat_of(message: str) -> str | None:
    """Return the chat of a message, None where only the number was given."""
    return message.rpartition(":")[0] or None


def split_channel(channel: str) -> tuple[str, int | None]:
    """Return chat and topic of a channel.

    Raises:
        ValueError: what stands behind the stroke is no number.
    """
    chat, stroke, topic = channel.partition("/")
    return chat, int(topic) if stroke else None


def target(chat: str) -> int | str:
    """Return a chat as the Bot API takes it: a number, or "@name" for a public channel."""
    return chat if chat.startswith("@") else int(chat)


def link_to(chat: int | str, number: int, username: str | None, *, kind: str) -> str | None:
    """Return the address of a message that a browser opens, None where its chat has none."""
    if kind not in {"supergroup", "channel"}:
        return None  # a private chat has the name of a person, and no addresses
    if username:
        return f"https://t.me/{username}/{number}"
    return f"https://t.me/c/{str(chat).removeprefix('-100')}/{number}"
