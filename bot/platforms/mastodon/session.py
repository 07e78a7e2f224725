"""The wire below Mastodon.py: one request, within a time and a size, and what came of it.

The library turns every failure into a sentence; what left and what did not is told apart here.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import requests
from requests.adapters import HTTPAdapter

LARGEST: Final = 8_000_000  # bytes of one answer; a page of posts has about 200,000
_CHUNK: Final = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]  # names in lower case
    document: Any  # None where it is no JSON


class Wire(requests.Session):
    """A session that remembers how its last request ended.

    Args:
        connect_s: time-out of a connection.
        total_s: time-out of the whole call.
    """

    def __init__(self, connect_s: float, total_s: float) -> None:
        super().__init__()
        self.mount("https://", HTTPAdapter(max_retries=0))
        self.mount("http://", HTTPAdapter(max_retries=0))
        self._connect_s = connect_s
        self._total_s = total_s
        self.heard: Heard | None = None
        self.fault: str | None = None  # "not_connected", "time-out", "network"

    def forget(self) -> None:
        """Begin a call."""
        self.heard, self.fault = None, None

    def request(self, method: str, url: str, **more: Any) -> requests.Response:  # type: ignore[override]  # the library names all but these two
        """Make one request; redirects are not followed: the token is for one server."""
        until = time.monotonic() + self._total_s
        more |= {
            "allow_redirects": False,
            "stream": True,
            "timeout": (self._connect_s, self._total_s),
        }
        try:
            response = super().request(method, url, **more)
            with response:
                body = bytearray()
                for piece in response.iter_content(_CHUNK):
                    body += piece
                    _check(until, len(body))
        except (requests.ConnectTimeout, requests.exceptions.InvalidURL):
            self.fault = "not_connected"
            raise
        except requests.Timeout:
            self.fault = "time-out"
            raise
        except requests.ConnectionError as wrong:
            self.fault = "not_connected" if _never_sent(wrong) else "network"
            raise
        except (requests.RequestException, OSError):
            self.fault = "network"
            raise
        response._content = bytes(body)  # noqa: SLF001 -- what `content` gives once it was read
        try:
            document = response.json() if body else None
        except ValueError:
            document = None
        headers = {name.lower(): value for name, value in response.headers.items()}
        self.heard = Heard(status=response.status_code, headers=headers, document=document)
        return response


def _check(until: float, size: int) -> None:
    if time.monotonic() > until or size > LARGEST:
        raise requests.Timeout


def _never_sent(wrong: requests.ConnectionError) -> bool:
    reason = wrong.args[0] if wrong.args else None
    reason = getattr(reason, "reason", reason)  # urllib3 wraps it where it counts tries
    return type(reason).__name__ in {"NewConnectionError", "NameResolutionError"}
