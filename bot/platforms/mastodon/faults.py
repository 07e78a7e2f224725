"""What goes wrong between us and a server, told apart by what is known after it.

MastodonFault
├── NotConnected   the request certainly did not reach the server
├── Broken         the answer did not come, or cannot be read: nobody can tell what was done
├── TooMany        429: nothing was done; says how long to wait
├── BadToken       401
└── Declined       any other answer of the 4xx kind: nothing was done, asking again is useless
"""


class MastodonFault(Exception):
    """Something went wrong; `word` never changes, and stands in logs."""

    word = "odd"


class NotConnected(MastodonFault):
    """The request certainly did not reach the server."""

    word = "not_connected"


class Broken(MastodonFault):
    """Nobody can tell what the server did."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word  # "time-out", "network", "server_fault"


class TooMany(MastodonFault):
    """The server wants us to wait."""

    word = "flood"

    def __init__(self, wait_s: float) -> None:
        super().__init__(f"{wait_s:.0f} s")
        self.wait_s = wait_s


class BadToken(MastodonFault):
    """The server does not take our token."""

    word = "bad_token"


class Declined(MastodonFault):
    """The server says no."""

    def __init__(self, status: int) -> None:
        self.word = {403: "forbidden", 404: "not_found", 410: "not_found", 422: "bad_request"}.get(
            status, "refused"
        )
        super().__init__(f"{status} {self.word}")
        self.status = status


class NoToken(Exception):
    """There is none; `file` is where it should be, None: the environment."""

    def __init__(self, handle: str, file: object) -> None:
        super().__init__(f"no token for {handle}")
        self.handle = handle
        self.file = file


class NoLibrary(Exception):
    """Mastodon.py is not installed."""
