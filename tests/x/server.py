"""X on a loopback address: its shapes, its rules for programs, its prices, and its faults."""

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import unquote

from aiohttp import web
from oauthlib.oauth1.rfc5849 import signature

from bot.platforms.x.posts import first_id_at
from tests.x.openapi import Interface, published

ME: Final = "1000"
HANDLE: Final = "LearnerSupport"
KEYS: Final = {
    "consumer_key": "app",
    "consumer_secret": "app-secret",
    "access_token": "1000-token",
    "access_token_secret": "token-secret",
}
READ_USD, POST_USD, LINK_USD = 0.005, 0.015, 0.20
NOT_SUMMONED: Final = (
    "Reply to this conversation is not allowed because you have not been mentioned or otherwise "
    "engaged by the author of the post you are replying to."
)
Json = dict[str, Any]


@dataclass(kw_only=True)
class Fault:
    """What happens to the next request of a kind instead of an answer."""

    on: str = ""  # method and beginning of the path; every request where empty
    status: int = 0
    body: str = '{"title":"fault"}'
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json"
    drop: bool = False  # the connection is closed without an answer
    late: bool = False  # … after the work is done
    hang_s: float = 0.0  # nothing is said for so long
    half: bool = False  # headers and half a body, then nothing
    times: int = 1


@dataclass
class FakeX:
    """One application's view of X.

    Args:
        clock: X's own time.
        tweets: whether it speaks the older dialect only.
    """

    clock: Callable[[], datetime]
    tweets: bool = False
    spec: Interface | None = field(default_factory=published)
    posts: dict[int, Json] = field(default_factory=dict)
    people: dict[str, Json] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    unlisted: set[int] = field(default_factory=set)  # not in any list yet: X's index is late
    faults: list[Fault] = field(default_factory=list)
    calls: list[tuple[str, Json]] = field(default_factory=list)  # method and path; query or body
    spec_faults: list[str] = field(default_factory=list)
    cost_usd: float = 0.0
    read: int = 0
    level: str = "read-write"
    page_size: int = 100  # at most, whatever is asked for
    empty_first: bool = False  # every list begins with a page that has nothing
    ignores_until: bool = False
    posted: asyncio.Event = field(default_factory=asyncio.Event)  # our account has posted
    _numbers: int = 0

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        """Its base address."""
        return f"http://127.0.0.1:{self.port}"

    # --- what happens at X ------------------------------------------------------------------

    def person(self, handle: str, followers: int = 10) -> str:
        """Return the number of a person, who is made where there is none."""
        for number, one in self.people.items():
            if one["username"] == handle:
                return number
        number = ME if handle == HANDLE else str(2000 + len(self.people))
        counts = {
            "followers_count": followers, "following_count": 1, "post_count": 1, "listed_count": 0,
        }  # fmt: skip
        self.people[number] = {
            "id": number, "username": handle, "name": handle, "public_metrics": counts,
        }  # fmt: skip
        return number

    def write(
        self,
        handle: str,
        text: str,
        *,
        answers: int | None = None,
        quotes: int | None = None,
        reposts: int | None = None,
        ago: timedelta = timedelta(0),
        **more: Any,
    ) -> int:
        """Let somebody post; return its id."""
        at = self.clock() - ago
        self._numbers += 1
        number = first_id_at(at) + self._numbers
        names = [word.strip(".,!?:") for word in text.split() if word.startswith("@")]
        refers = [
            {"type": kind, "id": str(one)}
            for kind, one in (("replied_to", answers), ("quoted", quotes), ("retweeted", reposts))
            if one is not None
        ]
        post: Json = {
            "id": str(number),
            "text": text,
            "author_id": self.person(handle),
            "created_at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "conversation_id": str(number),
            "edit_history_post_ids": [str(number)],
            **more,
        }
        if names:
            post["entities"] = {
                "mentions": [
                    {"start": 0, "end": 1, "username": name[1:], "id": self.person(name[1:])}
                    for name in names
                ]
            }
        if refers:
            post["referenced_posts"] = refers
        if answers is not None and answers in self.posts:
            post["conversation_id"] = self.posts[answers]["conversation_id"]
            post["in_reply_to_user_id"] = self.posts[answers]["author_id"]
        self.posts[number] = post
        return number

    def sent(self) -> list[Json]:
        """Return what our account has posted, in order."""
        return [one for _, one in sorted(self.posts.items()) if one["author_id"] == ME]

    def count(self, beginning: str) -> int:
        """Return how many requests of a kind came."""
        return sum(call.startswith(beginning) for call, _ in self.calls)

    # --- the interface ----------------------------------------------------------------------

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        call = f"{request.method} {request.path}"
        query = dict(request.query.items())
        raw = await request.read()
        body = json.loads(raw) if raw else None
        self.calls.append((call, body if body is not None else query))
        fault = next((one for one in self.faults if call.startswith(one.on)), None)
        if fault is not None:
            fault.times -= 1
            if fault.times <= 0:
                self.faults.remove(fault)
            if fault.late:
                self._document(request, query, body)
            return await self._faulty(request, fault)
        refused = self._unsigned(request)
        status, document = refused or self._document(request, query, body)
        if self.spec is not None and refused is None and not self.tweets:
            self.spec_faults += self.spec.request(request.method, request.path, query, body)
            if status < 300:
                self.spec_faults += self.spec.answer(request.method, request.path, status, document)
        return self._response(status, json.dumps(self._told(document)), {})

    def _response(
        self, status: int, body: str, headers: dict[str, str], kind: str = "application/json"
    ) -> web.Response:
        told = {
            "Date": format_datetime(self.clock().astimezone(UTC), usegmt=True),
            "x-access-level": self.level,
            **headers,
        }
        return web.Response(status=status, text=body, headers=told, content_type=kind)

    async def _faulty(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.hang_s:
            await asyncio.sleep(fault.hang_s)
        if fault.half:
            response = web.StreamResponse(headers={"Content-Length": "1000"})
            await response.prepare(request)
            await response.write(b'{"data": [')
            await asyncio.sleep(fault.hang_s or 0.05)
        if fault.drop or fault.half:
            assert request.transport is not None
            request.transport.close()
            return web.Response()
        return self._response(fault.status, fault.body, fault.headers, fault.content_type)

    def _unsigned(self, request: web.Request) -> tuple[int, Json] | None:
        """Refuse what is not signed as OAuth 1.0a has it, with a time near X's."""
        header = request.headers.get("Authorization", "")
        pairs = (part.strip().split("=", 1) for part in header.removeprefix("OAuth ").split(","))
        said = {name: unquote(value.strip('"')) for name, value in pairs if value}
        at = float(said.get("oauth_timestamp", 0))
        if abs(at - self.clock().timestamp()) > 300:
            return 401, {
                "title": "Unauthorized",
                "status": 401,
                "detail": "Timestamp out of bounds",
            }
        address = str(request.url.with_host("127.0.0.1").with_port(self.port))
        raw = request.raw_path
        params = signature.collect_parameters(
            uri_query=raw.partition("?")[2],
            headers={"Authorization": header},
            exclude_oauth_signature=True,
        )
        base = signature.signature_base_string(
            request.method,
            signature.base_string_uri(address),
            signature.normalize_parameters(params),
        )
        key = f"{KEYS['consumer_secret']}&{KEYS['access_token_secret']}"
        digest = hmac.new(key.encode(), base.encode(), hashlib.sha1).digest()
        if said.get("oauth_signature") != base64.b64encode(digest).decode():
            return 401, {"title": "Unauthorized", "status": 401, "detail": "Unauthorized"}
        return None

    def _document(self, request: web.Request, query: Json, body: Any) -> tuple[int, Json]:
        unknown = "post.fields" if self.tweets else "tweet.fields"
        if unknown in query:
            detail = f"The query parameter [{unknown}] is not one of [expansions]"
            return 400, {"title": "Invalid Request", "errors": [{"message": detail}]}
        parts = request.path.strip("/").split("/")[1:]
        match (request.method, *parts):
            case ("GET", "users", "me"):
                self.person(HANDLE)
                return 200, {"data": {"id": ME, "username": HANDLE, "name": HANDLE}}
            case ("GET", "users", number, "mentions"):
                return self._list(query, lambda one: number in _named(one))
            case ("GET", "users", number, "tweets"):
                return self._list(
                    query, lambda one: one["author_id"] == number and not self._left_out(one, query)
                )
            case ("GET", "tweets", "search", "recent"):
                return self._search(query)
            case ("GET", "tweets"):
                return self._lookup(query)
            case ("POST", "tweets"):
                return self._create(body)
            case ("DELETE", "tweets", number):
                if self.posts.pop(int(number), None) is None:
                    return 404, {"title": "Not Found", "detail": "Could not find tweet"}
                return 200, {"data": {"deleted": True}}
            case ("PUT", "tweets", number, "hidden"):
                return self._hide(number, body["hidden"])
        return 404, {"title": "Not Found", "status": 404}

    def _left_out(self, post: Json, query: Json) -> bool:
        kinds = {one["type"] for one in post.get("referenced_posts", [])}
        left = query.get("exclude", "")
        return ("replied_to" in kinds and "replies" in left) or (
            "retweeted" in kinds and "retweets" in left
        )

    def _search(self, query: Json) -> tuple[int, Json]:
        words = query["query"].replace("(", " ").replace(")", " ").split()
        if "since_id" in query and self._too_old(int(query["since_id"])):
            detail = "'since_id' must be a tweet id created after 7 days ago"
            return 400, {"title": "Invalid Request", "errors": [{"message": detail}]}

        def fits(one: Json) -> bool:
            for word in words:
                name, _, value = word.lstrip("-").partition(":")
                author = self.people[one["author_id"]]["username"]
                kinds = [ref["type"] for ref in one.get("referenced_posts", [])]
                holds = {
                    "conversation_id": one["conversation_id"] == value,
                    "from": author == value,
                    "is": "retweeted" in kinds,
                }.get(name, word.lower() in one["text"].lower())
                if holds == word.startswith("-"):
                    return False
            return True

        return self._list(query, fits)

    def _too_old(self, number: int) -> bool:
        return 0 < number < first_id_at(self.clock() - timedelta(days=7))

    def _list(self, query: Json, fits: Callable[[Json], bool]) -> tuple[int, Json]:
        since, until = int(query.get("since_id", 0)), int(query.get("until_id", 1 << 62))
        if self.ignores_until:
            until = 1 << 62
        start = query.get("start_time", "")
        found = [
            one
            for number, one in sorted(self.posts.items(), reverse=True)
            if since < number < until and number not in self.unlisted
            and one["created_at"] >= start and fits(one)
        ]  # fmt: skip
        token = query.get("next_token") or query.get("pagination_token") or ""
        if token.startswith("old"):
            detail = "The 'pagination_token' query parameter value is not valid"
            return 400, {"title": "Invalid Request", "errors": [{"message": detail}]}
        if self.empty_first and not token:
            return 200, {"meta": {"result_count": 0, "next_token": "at0"}}
        at = int(token.removeprefix("at") or 0)
        size = min(int(query.get("max_results", 10)), self.page_size)
        page = found[at : at + size]
        self._charge(len(page))
        meta: Json = {"result_count": len(page)}
        if page:
            meta |= {"newest_id": page[0]["id"], "oldest_id": page[-1]["id"]}
        if at + size < len(found):
            meta["next_token"] = f"at{at + size}"
        document: Json = {"meta": meta}
        if page:
            document |= {"data": page, "includes": self._includes(page)}
        return 200, document

    def _includes(self, page: list[Json]) -> Json:
        authors = {one["author_id"] for one in page}
        refers = {int(ref["id"]) for one in page for ref in one.get("referenced_posts", [])}
        return {
            "users": [self.people[one] for one in sorted(authors)],
            "posts": [self.posts[one] for one in sorted(refers) if one in self.posts],
        }

    def _lookup(self, query: Json) -> tuple[int, Json]:
        wanted = query["ids"].split(",")
        page = [self.posts[int(one)] for one in wanted if int(one) in self.posts]
        self._charge(len(page))
        document: Json = {"includes": self._includes(page)}
        if page:
            document["data"] = page
        if len(page) < len(wanted):
            document["errors"] = [
                {
                    "title": "Not Found Error",
                    "type": "https://api.x.com/2/problems/resource-not-found",
                    "detail": "Could not find tweet with ids",
                    "resource_type": "tweet",
                    "parameter": "ids",
                    "value": query["ids"],
                    "resource_id": query["ids"],
                }
            ]
        return 200, document

    def _create(self, body: Json) -> tuple[int, Json]:
        text = body["text"]
        answers = body.get("reply", {}).get("in_reply_to_tweet_id")
        if any(one["text"].endswith(text) for one in self.sent()):
            return 403, _problem("You are not allowed to create a Tweet with duplicate content.")
        if answers is not None:
            target = self.posts.get(int(answers))
            if target is None:
                detail = "You attempted to reply to a Tweet that is deleted or not visible to you."
                return 403, _problem(detail)
            if not self._summoned(target):
                return 403, _problem(NOT_SUMMONED)
            text = f"@{self.people[target['author_id']]['username']} {text}"
        self.cost_usd += LINK_USD if "http" in text else POST_USD
        number = self.write(HANDLE, text, answers=int(answers) if answers else None)
        self.posted.set()
        return 201, {"data": {"id": str(number), "text": text}}

    def _summoned(self, post: Json) -> bool:
        quoted = [one["id"] for one in post.get("referenced_posts", []) if one["type"] == "quoted"]
        roots = [post["conversation_id"], *quoted]
        ours = (self.posts.get(int(one), {}).get("author_id") == ME for one in roots)
        return ME in _named(post) or any(ours) or post.get("in_reply_to_user_id") == ME

    def _hide(self, number: str, hidden: bool) -> tuple[int, Json]:
        post = self.posts.get(int(number))
        if post is None:
            return 404, {"title": "Not Found"}
        root = self.posts.get(int(post["conversation_id"]), {})
        if root.get("author_id") != ME:
            return 403, _problem("You are not allowed to hide this reply.")
        (self.hidden.add if hidden else self.hidden.discard)(number)
        return 200, {"data": {"hidden": hidden}}

    def _charge(self, posts: int) -> None:
        self.read += posts
        self.cost_usd += READ_USD * posts

    def _told(self, document: Json) -> Json:
        """Put the older names in the place of the newer ones, where it speaks so."""
        if not self.tweets:
            return document
        text = json.dumps(document)
        for newer, older in (
            ("referenced_posts", "referenced_tweets"),
            ("edit_history_post_ids", "edit_history_tweet_ids"),
            ('"posts":', '"tweets":'),
        ):
            text = text.replace(newer, older)
        return dict(json.loads(text))


def _named(post: Json) -> list[str]:
    named = [one.get("id", "") for one in post.get("entities", {}).get("mentions", [])]
    return [*named, post.get("in_reply_to_user_id", "")]


def _problem(detail: str) -> Json:
    return {"title": "Forbidden", "status": 403, "detail": detail, "type": "about:blank"}
