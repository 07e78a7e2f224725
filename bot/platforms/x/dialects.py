"""Two names for the same things: X renames "tweet" to "post", and tweepy says "tweet".

What is asked for in tweepy's words is put into those of X's published interface; where a server
answers those with less than was asked, or not at all, the other words are tried, once.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

FIELDS: Final = "tweet.fields"
_POST_FIELDS: Final = {"note_tweet": "note_post"}
# fields that in the newer dialect come by an expansion alone
_BY_EXPANSION: Final = {
    "author_id": "author_id",
    "in_reply_to_user_id": "in_reply_to_user_id",
    "referenced_tweets": "referenced_posts",
}
_EXPANSIONS: Final = {"referenced_tweets.id": "referenced_posts"}


class Dialect(StrEnum):
    """Which words a server takes."""

    POSTS = "posts"
    TWEETS = "tweets"

    def other(self) -> "Dialect":
        """Return the other one."""
        return Dialect.TWEETS if self is Dialect.POSTS else Dialect.POSTS

    def spoken(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """Return the parameters of a request in this dialect; they are given in tweepy's."""
        if self is Dialect.TWEETS:
            return dict(params)
        asked = dict(params)
        fields = str(asked.pop(FIELDS, "")).split(",")
        expansions = str(asked.pop("expansions", "")).split(",")
        named = [_EXPANSIONS.get(one, one) for one in expansions if one]
        named += [_BY_EXPANSION[one] for one in fields if one in _BY_EXPANSION]
        kept = [_POST_FIELDS.get(one, one) for one in fields if one and one not in _BY_EXPANSION]
        if kept:
            asked["post.fields"] = ",".join(kept)
        if named:
            asked["expansions"] = ",".join(dict.fromkeys(named))
        return asked


def complete(document: Mapping[str, Any]) -> bool:
    """Whether the posts of an answer have what was asked for: authors and times."""
    data = document.get("data")
    posts = data if isinstance(data, list) else []
    return not posts or any(isinstance(one, dict) and one.get("created_at") for one in posts)
