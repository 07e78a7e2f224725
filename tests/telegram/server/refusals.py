"""Refusals in the words of the Bot API, which clients compare literally."""

from typing import Any, Final


class Refusal(Exception):
    """A call that the server refuses: error code, description and response parameters."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> dict[str, Any]:
        """Return the document that the client gets."""
        document: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.parameters:
            document["parameters"] = dict(self.parameters)
        return document


def bad(what: str, **parameters: int) -> Refusal:
    """Return a 400."""
    return Refusal(400, f"Bad Request: {what}", **parameters)


def forbidden(what: str) -> Refusal:
    """Return a 403."""
    return Refusal(403, f"Forbidden: {what}")


def flood(retry_after_s: int) -> Refusal:
    """Return a 429."""
    return Refusal(
        429, f"Too Many Requests: retry after {retry_after_s}", retry_after=retry_after_s
    )


UNAUTHORIZED: Final = (401, "Unauthorized")
NOT_FOUND: Final = (404, "Not Found")
NOT_MODIFIED: Final = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TOO_OLD: Final = "query is too old and response timeout expired or query ID is invalid"
