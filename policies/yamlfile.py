"""Authored YAML files: read strictly, with the position of every value.

Only true and false are booleans (`no` and `on` are words), 8:30 is a text and not a number of
seconds, a key given twice is a fault, and aliases cannot blow a small file up.
"""

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from policies.errors import DocumentError
from policies.faults import FileFault, said
from policies.modelfaults import field_name, model_faults

MAX_BYTES: Final = 5_000_000
MAX_NODES: Final = 200_000
MAX_DEPTH: Final = 60

# What PyYAML can construct; a time without seconds stays text, which the model reads.
_CLOCK: Final = r"[Tt ][0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?)?"
# the C composer recurses: what cannot hold more than some hundred levels is safe for it
_FEW_BRACKETS: Final = 400
_FAR_RIGHT: Final = re.compile(r"^[\t ?:-]{100}", re.MULTILINE)
_PLAIN_TAGS: Final = ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")

KeyPath = tuple[str | int, ...]
Position = tuple[int, int]
ModelT = TypeVar("ModelT", bound=BaseModel)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # the C parser where PyYAML has it: its class is known at run time only
    """Composes nodes; resolves scalars as YAML 1.2 does."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 # PyYAML's own class attribute, replaced whole


for _tag, _pattern, _first in (
    ("bool", r"true|True|false|False", "tTfF"),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", "-+0123456789"),
    ("float", r"[-+]?(?:0|[1-9][0-9]*)?\.[0-9]+(?:[eE][-+]?[0-9]+)?", "-+0123456789."),
    ("null", r"~|null|Null|NULL|", ("~", "n", "N", "")),
    ("timestamp", rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?:{_CLOCK})?", "0123456789"),
):
    _Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), list(_first)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlFile:
    """The data of one file, and where each value and key stands in it."""

    path: Path
    data: Any
    values: Mapping[KeyPath, Position] = field(repr=False)
    keys: Mapping[KeyPath, Position] = field(repr=False)

    def position(self, path: KeyPath = ()) -> Position:
        """Return line and column (from 1) of a value, or of the nearest thing around it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, (1, 1))

    def key_position(self, path: KeyPath) -> Position:
        """Return line and column of a key, or of the value where it has none."""
        return self.keys.get(path) or self.position(path)


def load_yaml(path: Path) -> YamlFile:
    """Read one file.

    Raises:
        DocumentError: it cannot be read, is no YAML, or breaks one of the rules above.
    """
    text = _read(path)
    loader = _Loader(text)
    try:
        if _may_be_deep(text):
            _check_depth(path, text)
        node = loader.get_single_node()
        if node is None:
            raise _fault(path, (1, 1), "", "empty")
        reader = _Reader(path, loader)
        data = reader.build(node, ())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise _fault(path, where, "", _syntax(error, text, where)) from error
    except yaml.YAMLError as error:
        raise _fault(path, (1, 1), "", "syntax") from error
    except RecursionError as error:
        raise _fault(path, (1, 1), "", "deep", limit=MAX_DEPTH) from error
    finally:
        loader.dispose()
    if reader.faults:
        raise DocumentError(reader.faults)
    return YamlFile(path=path, data=data, values=reader.values, keys=reader.keys)


def parse_model(file: YamlFile, model: type[ModelT], at: KeyPath = ()) -> ModelT:
    """Return the file's data (or the part of it under `at`) as a model.

    Raises:
        DocumentError: with one fault per wrong, missing or unknown field.
    """
    data = file.data
    for part in at:
        data = data[part]
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise DocumentError(model_faults(file, model, error, at)) from error


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _fault(path, (1, 1), "", "large", limit=MAX_BYTES // 1_000_000)
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise _fault(path, (1, 1), "", "absent") from error
    except OSError as error:
        raise _fault(path, (1, 1), "", "unreadable", reason=error.strerror or "") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        where = (before.count(b"\n") + 1, len(before) - (before.rfind(b"\n") + 1) + 1)
        raise _fault(path, where, "", "encoding", byte=f"0x{raw[error.start]:02X}") from error
    bad = re.search(r"[^\t\n\r\x20-\x7E\x85\xA0-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]", text)
    if bad:
        before_text = text[: bad.start()]
        where = (before_text.count("\n") + 1, bad.start() - (before_text.rfind("\n") + 1) + 1)
        raise _fault(path, where, "", "control", code=f"U+{ord(bad.group()):04X}")
    return text


def _may_be_deep(text: str) -> bool:
    """Whether nesting may be so deep that composing nodes is not safe; most files cannot be.

    Outside brackets, every second level at least stands further to the right than the one around
    it, and a line starts with the signs of all levels that begin on it.
    """
    many = text.count("[") + text.count("{") > _FEW_BRACKETS
    return many or _FAR_RIGHT.search(text) is not None


def _check_depth(path: Path, text: str) -> None:
    """Refuse deep nesting before nodes are composed: the C composer recurses until it crashes."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
            if depth > MAX_DEPTH:
                mark = event.start_mark
                where = (mark.line + 1, mark.column + 1) if mark else (1, 1)
                raise _fault(path, where, "", "deep", limit=MAX_DEPTH)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1


def _syntax(error: yaml.MarkedYAMLError, text: str, where: Position) -> str:
    lines = text.splitlines()
    line = lines[where[0] - 1] if where[0] <= len(lines) else ""
    if "\t" in line[: max(where[1], 1)] or (error.problem or "").startswith(
        "found character '\\t'"
    ):
        return "tab"
    problem = error.problem or ""
    if "alias" in problem:
        return "alias"
    if "mapping values are not allowed" in problem:
        return "colon"
    if "single document" in (error.context or ""):
        return "documents"
    return "syntax"


class _Reader:
    """Turns nodes into plain data, remembering positions and faults."""

    def __init__(self, path: Path, loader: Any) -> None:
        self.path = path
        self.loader = loader
        self.values: dict[KeyPath, Position] = {}
        self.keys: dict[KeyPath, Position] = {}
        self.faults: list[FileFault] = []
        self.nodes = 0

    def build(self, node: yaml.Node, path: KeyPath) -> Any:
        where = _place(node)
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _fault(self.path, where, "", "nodes", limit=MAX_NODES)
        if len(path) + isinstance(node, yaml.CollectionNode) > MAX_DEPTH:
            raise _fault(self.path, where, "", "deep", limit=MAX_DEPTH)
        self.values[path] = where
        if isinstance(node, yaml.CollectionNode) and node.tag not in _PLAIN_TAGS:
            self.faults.append(_made(self.path, where, field_name(path), "tag", tag=node.tag))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._scalar(node, path)

    def _mapping(self, node: yaml.MappingNode, path: KeyPath) -> dict[Hashable, Any]:
        result: dict[Hashable, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise _fault(self.path, _place(key_node), field_name(path), "key")
            key = str(key_node.value)
            here = (*path, key)
            if key in result:
                first = self.keys[here][0]
                self.faults.append(
                    _made(self.path, _place(key_node), field_name(here), "duplicate", line=first)
                )
                continue
            self.keys[here] = _place(key_node)
            result[key] = self.build(value_node, here)
        return result

    def _scalar(self, node: yaml.Node, path: KeyPath) -> Any:
        try:
            return self.loader.construct_object(node)
        except ValueError:
            fault = _made(self.path, _place(node), field_name(path), "date", value=node.value)
        except yaml.YAMLError:
            fault = _made(self.path, _place(node), field_name(path), "tag", tag=node.tag)
        self.faults.append(fault)
        return None


def _place(node: yaml.Node) -> Position:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _made(path: Path, where: Position, field_name: str, key: str, **values: object) -> FileFault:
    return FileFault(
        file=path,
        line=where[0],
        column=where[1],
        field=field_name,
        problem=said(f"policies.yaml.{key}.problem", **values),
        remedy=said(f"policies.yaml.{key}.remedy", **values),
    )


def _fault(
    path: Path, where: Position, field_name: str, key: str, **values: object
) -> DocumentError:
    return DocumentError([_made(path, where, field_name, key, **values)])
