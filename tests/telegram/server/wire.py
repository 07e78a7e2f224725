"""HTTP/1.1 on asyncio streams: as much of it as a client of the Bot API uses.

Keep-alive, bodies of a known length or in chunks; GET and POST; forms, JSON and multipart.
"""

import asyncio
import json
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

MAX_BODY: Final = 64 * 1024 * 1024
_REASONS: Final = {
    200: "OK",
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


class BadRequest(Exception):
    """The bytes on the wire are no HTTP request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """One file of a multipart body."""

    name: str
    content: bytes
    mime_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request, with its parameters as they came: strings from forms, anything from JSON."""

    verb: str
    path: str
    headers: dict[str, str]
    params: dict[str, Any]
    files: dict[str, Upload] = field(default_factory=dict)

    @property
    def keeps_alive(self) -> bool:
        """Whether the connection stays open."""
        return self.headers.get("connection", "").lower() != "close"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer."""

    status: int
    body: bytes
    kind: str = "application/json"

    def encoded(self) -> bytes:
        """Return the bytes for the wire."""
        head = (
            f"HTTP/1.1 {self.status} {_REASONS.get(self.status, 'Unknown')}\r\n"
            f"Server: nginx/1.18.0\r\nContent-Type: {self.kind}\r\n"
            f"Content-Length: {len(self.body)}\r\nConnection: keep-alive\r\n\r\n"
        )
        return head.encode("latin-1") + self.body


def json_answer(status: int, document: dict[str, Any]) -> Answer:
    """Return an answer with a JSON document."""
    return Answer(status=status, body=json.dumps(document, ensure_ascii=False).encode())


async def read_request(reader: asyncio.StreamReader) -> Request | None:
    """Read one request; None where the client has hung up.

    Raises:
        BadRequest: where it cannot be read.
    """
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    except asyncio.LimitOverrunError as error:
        raise BadRequest("the head is too long") from error
    lines = head.decode("latin-1").split("\r\n")
    words = lines[0].split(" ")
    if len(words) != 3:
        raise BadRequest("no request line")
    headers: dict[str, str] = {}
    for line in lines[1:]:
        name, found, value = line.partition(":")
        if found:
            headers[name.strip().lower()] = value.strip()
    body = await _body(reader, headers)
    address = urlsplit(words[1])
    params: dict[str, Any] = dict(parse_qsl(address.query, keep_blank_values=True))
    fields, files = _fields(headers.get("content-type", ""), body)
    return Request(
        verb=words[0],
        path=unquote(address.path),
        headers=headers,
        params=params | fields,
        files=files,
    )


async def _body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    try:
        if headers.get("transfer-encoding", "").lower() == "chunked":
            return await _chunks(reader)
        length = int(headers.get("content-length", "0") or "0")
        if not 0 <= length <= MAX_BODY:
            raise BadRequest("the body is too long")
        return await reader.readexactly(length)
    except (ValueError, asyncio.IncompleteReadError) as error:
        raise BadRequest("the body does not end as its head says") from error


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = bytearray()
    while size := int((await reader.readline()).split(b";")[0].strip(), 16):
        body += await reader.readexactly(size)
        await reader.readline()
        if len(body) > MAX_BODY:
            raise BadRequest("the body is too long")
    while (await reader.readline()).strip():
        pass  # trailers
    return bytes(body)


def _fields(kind: str, body: bytes) -> tuple[dict[str, Any], dict[str, Upload]]:
    name = kind.partition(";")[0].strip().lower()
    if name == "application/x-www-form-urlencoded":
        return dict(parse_qsl(body.decode(), keep_blank_values=True)), {}
    if name == "application/json":
        try:
            document = json.loads(body or b"{}")
        except ValueError as error:
            raise BadRequest("the body is no JSON") from error
        return (document, {}) if isinstance(document, dict) else ({}, {})
    if name == "multipart/form-data":
        return _multipart(kind, body)
    return {}, {}


def _multipart(kind: str, body: bytes) -> tuple[dict[str, Any], dict[str, Upload]]:
    fields: dict[str, Any] = {}
    files: dict[str, Upload] = {}
    head = f"Content-Type: {kind}\r\n\r\n".encode("latin-1")
    boundary = BytesParser(policy=HTTP).parsebytes(head, headersonly=True).get_boundary()
    if boundary is None:
        raise BadRequest("a multipart body without a boundary")
    mark = b"--" + boundary.encode("latin-1")
    # cut by hand: the parser of e-mails changes line ends and thereby files
    for piece in (b"\r\n" + body).split(b"\r\n" + mark)[1:-1]:
        top, _, content = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        part = BytesParser(policy=HTTP).parsebytes(top + b"\r\n\r\n", headersonly=True)
        disposition = part["content-disposition"]
        key = disposition.params.get("name", "") if disposition is not None else ""
        filename = part.get_filename()
        if filename is None:
            fields[key] = content.decode()
        else:
            files[key] = Upload(name=filename, content=content, mime_type=part.get_content_type())
    return fields, files
