"""What a person sees of a message, and what comes of a press on one of its buttons."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from tests.telegram.server.state import Query
from tests.telegram.server.values import Json, Stored

Until = Callable[[Callable[[], object], float], Awaitable[None]]


class NotThere(AssertionError):
    """What the test wants to use is not on the screen."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it stands in a chat; it follows edits and deletion."""

    stored: Stored

    @property
    def id(self) -> int:
        """Number of the message within its chat."""
        return self.stored.id

    @property
    def chat_id(self) -> int:
        """Number of its chat."""
        return self.stored.chat.id

    @property
    def key(self) -> str:
        """Chat and number in one: "<chat>:<message>"."""
        return f"{self.chat_id}:{self.id}"

    @property
    def text(self) -> str:
        """Text or caption, without markup."""
        return self.stored.text

    @property
    def html(self) -> str:
        """Text or caption as the bot sent it, with its markup."""
        return self.stored.written if self.stored.written is not None else self.stored.text

    @property
    def wire(self) -> Json:
        """The `Message` of the Bot API."""
        return self.stored.wire

    @property
    def by_bot(self) -> bool:
        """Whether the bot sent it."""
        return self.stored.outgoing

    @property
    def deleted(self) -> bool:
        """Whether it is gone for everybody."""
        return self.stored.deleted

    @property
    def edits(self) -> int:
        """How often it was edited."""
        return len(self.stored.earlier)

    @property
    def reply_to(self) -> int | None:
        """Number of the message that it answers."""
        found: int | None = self.wire.get("reply_to_message", {}).get("message_id")
        return found

    @property
    def quote(self) -> str | None:
        """The words that it quotes."""
        found: str | None = self.wire.get("quote", {}).get("text")
        return found

    @property
    def thread(self) -> int | None:
        """Its thread or topic."""
        found: int | None = self.wire.get("message_thread_id")
        return found

    @property
    def silent(self) -> bool:
        """Whether it made no sound."""
        return self.stored.silent

    @property
    def asks_reply(self) -> bool:
        """Whether the person's next message is made an answer to it."""
        return bool((self.stored.markup or {}).get("force_reply"))

    @property
    def media(self) -> str | None:
        """Kind of the media that it has."""
        kinds = ("photo", "document", "video", "voice", "sticker", "audio", "animation")
        return next((kind for kind in kinds if kind in self.wire), None)

    @property
    def keyboard(self) -> list[list[str]]:
        """Rows of the texts of its buttons."""
        return [[button["text"] for button in row] for row in self._rows()]

    @property
    def buttons(self) -> dict[str, str]:
        """Its buttons: text → data or address."""
        return {
            button["text"]: str(button.get("callback_data") or button.get("url") or "")
            for row in self._rows()
            for button in row
        }

    def button(self, wanted: str) -> Json:
        """Return the one button whose text, data or part of the text is as wanted.

        Raises:
            NotThere: where there is none, or more than one.
        """
        every = [button for row in self._rows() for button in row]
        for matches in (
            [b for b in every if b["text"] == wanted],
            [b for b in every if b.get("callback_data") == wanted],
            [b for b in every if wanted.lower() in b["text"].lower()],
        ):
            if len(matches) == 1:
                return matches[0]
            if matches:
                break
        raise NotThere(f"no one button {wanted!r} among {self.keyboard}")

    def _rows(self) -> list[list[Json]]:
        rows: list[list[Json]] = self.wire.get("reply_markup", {}).get("inline_keyboard", [])
        return rows


@dataclass(frozen=True, slots=True)
class Press:
    """One press on a button."""

    query: Query
    until: Until

    @property
    def answered(self) -> bool:
        """Whether the bot has answered, be it with nothing: the button stops to glow."""
        return bool(self.query.answers)

    @property
    def answer(self) -> str | None:
        """The line that the person reads; None where there was no answer yet."""
        return str(self.query.answers[-1]["text"]) if self.query.answers else None

    @property
    def alert(self) -> bool:
        """Whether the line stands in a box that has to be closed."""
        return bool(self.query.answers and self.query.answers[-1]["show_alert"])

    async def read(self, timeout_s: float = 5.0) -> str:
        """Wait for the answer and return it."""
        await self.until(lambda: self.answered, timeout_s)
        return self.answer or ""


def screen(messages: dict[int, Stored], person: int | None = None) -> list[Shown]:
    """Return what of a chat is visible to a person, in order; None: to anybody in it."""
    return [
        Shown(stored)
        for stored in messages.values()
        if not stored.deleted and (person is None or person not in stored.hidden_from)
    ]


def media(kind: str, number: int) -> Json:
    """Return the field of a message with media of a kind."""
    file: dict[str, Any] = {
        "file_id": f"AgACAgQAAx{number:08d}",
        "file_unique_id": f"AQAD{number:06d}",
        "file_size": 20_000,
    }
    size = {"width": 800, "height": 600}
    match kind:
        case "photo":
            return {"photo": [file | size]}
        case "video" | "animation":
            return {kind: file | size | {"duration": 5, "mime_type": "video/mp4"}}
        case "voice" | "audio":
            return {kind: file | {"duration": 5, "mime_type": "audio/ogg"}}
        case "sticker":
            shape = {"type": "regular", "is_animated": False, "is_video": False, "emoji": "👍"}
            return {"sticker": file | {"width": 512, "height": 512} | shape}
        case "document":
            return {"document": file | {"file_name": "form.pdf", "mime_type": "application/pdf"}}
    raise NotThere(f"no media of the kind {kind}")
