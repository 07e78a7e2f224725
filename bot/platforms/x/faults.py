"""What goes wrong between us and X, told apart by what is known after it.

XFault
├── NotConnected   the request certainly did not reach X
├── Broken         the answer did not come, or cannot be read: nobody can tell what was done
├── TooMany        429: nothing was done; says how long to wait
├── NoCredit       402: the account at X is used up
├── BadToken       401
├── Skewed         401 because our clock is wrong; the next call is signed with X's time
└── Declined       any other answer of the 4xx kind: nothing was done, and asking again is useless
"""


class XFault(Exception):
    """Something went wrong; `word` never changes, and stands in logs."""

    word = "odd"


class NotConnected(XFault):
    """The request certainly did not reach X."""

    word = "not_connected"


class Broken(XFault):
    """Nobody can tell what X did: a time-out, a broken connection, 5xx, an unreadable answer."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word  # "time-out", "network", "server_fault"


class TooMany(XFault):
    """X wants us to wait."""

    word = "flood"

    def __init__(self, wait_s: float) -> None:
        super().__init__(f"{wait_s:.0f} s")
        self.wait_s = wait_s


class NoCredit(XFault):
    """What was paid for is used up."""

    word = "no_credit"


class BadToken(XFault):
    """X does not take our credentials."""

    word = "bad_token"


class Skewed(XFault):
    """Our clock differs too much from X's."""

    word = "clock"


class Declined(XFault):
    """X says no."""

    def __init__(self, status: int, word: str) -> None:
        super().__init__(f"{status} {word}")
        self.status = status
        self.word = word


# what X writes, in lower case -> our word; the first that is found in the answer counts
_WORDS = (
    ("duplicate content", "duplicate"),
    ("mentioned or otherwise engaged", "not_summoned"),
    ("not been mentioned", "not_summoned"),
    ("has not engaged", "not_summoned"),
    ("summon", "not_summoned"),
    ("deleted or not visible", "reply_gone"),
    ("could not find tweet", "reply_gone"),
    ("could not find post", "reply_gone"),
    ("not allowed to reply", "not_summoned"),
    ("reply to this conversation", "not_summoned"),
    ("oauth1-permissions", "no_rights"),
    ("oauth1 app permissions", "no_rights"),
    ("app permissions", "no_rights"),
    ("suspended", "suspended"),
    ("too long", "too_long"),
    ("exceed the maximum", "too_long"),
    ("client-not-enrolled", "not_enrolled"),
    ("pagination", "bad_page"),
    ("next_token", "bad_page"),
    ("since_id", "bad_since"),
    ("start_time", "bad_since"),
    ("query parameter [", "bad_parameter"),
    ("not one of [", "bad_parameter"),
)


def word_of(status: int, text: str) -> str:
    """Return our word for a refusal; never a word of what X wrote."""
    said = text.casefold()
    for part, word in _WORDS:
        if part in said:
            return word
    return {403: "forbidden", 404: "not_found", 400: "bad_request"}.get(status, "refused")
