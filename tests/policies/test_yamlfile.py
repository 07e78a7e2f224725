"""Authored YAML files are read strictly, and every fault says where it stands and what to do."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from policies.errors import DocumentError
from policies.yamlfile import MAX_DEPTH, load_yaml, parse_model


class Item(BaseModel):
    """An item of the document that these tests read."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(min_length=1)
    severity: int = Field(ge=1, le=5)


class Doc(BaseModel):
    """The document that these tests read."""

    model_config = ConfigDict(extra="forbid")

    id: str
    day: date | None = None
    rules: list[Item] = []
    by: dict[str, Item] = {}
    kind: Literal["a", "b"] = "a"


BOMB = b"a: &a [1,1,1,1,1,1,1,1,1,1]\n" + b"".join(
    b"%c: &%c [%s]\n" % (c, c, b",".join([b"*%c" % (c - 1)] * 10)) for c in range(98, 106)
)

BAD = [
    (
        "duplicate",
        b"id: x\nid: y\n",
        "2:1: id: This key is given twice; it was first given on line 1. Keep one of the two.",
    ),
    (
        "encoding",
        b"id: x\nday: \xff\n",
        (
            "2:6: The file is not in UTF-8: byte 0xFF does not belong here. "
            "Save it again with the UTF-8 encoding."
        ),
    ),
    (
        "nul",
        b"id: a\x00b\n",
        "1:6: There is a character that cannot be seen here: U+0000. Delete it.",
    ),
    (
        "tab",
        b"id: x\nrules:\n\t- id: a\n",
        "3:1: There is a tab character in the indentation. Indent with spaces.",
    ),
    (
        "bomb",
        BOMB,
        (
            "1:24: The document expands to more than 200000 values. "
            "Remove aliases that repeat other aliases."
        ),
    ),
    (
        "cycle",
        b"a: &a [*a]\n",
        (
            "1:4: The document is nested more than 60 levels deep. "
            "Make it flatter, and remove any alias that contains itself."
        ),
    ),
    (
        "deep",
        b"[" * 100_000,
        (
            "1:61: The document is nested more than 60 levels deep. "
            "Make it flatter, and remove any alias that contains itself."
        ),
    ),
    (
        "unknown",
        b"id: x\nrule: 3\n",
        "2:1: rule: This field is not known here. Did you mean “rules”?",
    ),
    (
        "unknown far from any",
        b"id: x\nzzz: 3\n",
        (
            "2:1: zzz: This field is not known here. "
            "Remove it. The fields known here are: by, day, id, kind, rules."
        ),
    ),
    (
        "unknown inside a list, and missing",
        b"id: x\nrules:\n  - id: a\n    severty: 3\n",
        (
            "3:5: rules[0].severity: This field is missing. Add “severity”.\n"
            "4:5: rules[0].severty: This field is not known here. Did you mean “severity”?"
        ),
    ),
    (
        "range, inside a mapping",
        b"id: x\nby:\n  a:\n    id: r\n    severity: 9\n",
        "5:15: by.a.severity: This number is out of range. It must be ≤ 5.",
    ),
    (
        "date that does not exist",
        b"id: x\nday: 2026-13-45\n",
        "2:6: day: “2026-13-45” is not a date that exists. Write dates as 2026-11-23.",
    ),
    (
        "no is a word",
        b"id: 8:30\nday: no\n",
        (
            "2:6: day: “no” is not a date or a time that can be read. "
            "Write dates as 2026-11-23, and moments as 2026-11-23T08:30:00-05:00."
        ),
    ),
    (
        "colon",
        b"id: x: y\n",
        (
            "1:6: A colon followed by a space cannot stand in a plain text. "
            "Put the text between quotation marks."
        ),
    ),
    (
        "two documents",
        b"id: x\n---\nid: y\n",
        "2:1: The file holds more than one document. Put each document in a file of its own.",
    ),
    ("empty", b"", "1:1: The file is empty. Write the document in it, or remove the file."),
    (
        "number for text, and choice",
        b"id: 1\nkind: c\n",
        (
            "1:5: id: This must be a text. Put the value between quotation marks.\n"
            "2:7: kind: This value is not one of those allowed. Use one of: a, b."
        ),
    ),
    (
        "tag",
        b"id: !!python/object/apply:os.system ['ls']\n",
        (
            "1:5: id: The tag tag:yaml.org,2002:python/object/apply:os.system is not allowed. "
            "Remove the tag and keep the value."
        ),
    ),
    (
        "alias",
        b"id: *foo\n",
        (
            "1:5: An alias refers to an anchor that does not exist. Write the value out, "
            "or put a text that begins with * between quotation marks."
        ),
    ),
    (
        "list for mapping",
        b"- 1\n",
        (
            "1:1: This must be a set of fields. "
            "Write each field as “name: value” on a line of its own."
        ),
    ),
    (
        "large",
        b"# " + b"a" * 5_000_001,
        "1:1: The file is larger than 5 MB. Split it into several files of the same directory.",
    ),
    (
        "key",
        b"? [a]\n: b\n",
        "1:3: A key must be a single word or text. Replace the list or the mapping by a text.",
    ),
    (
        "brackets",
        b"id: [a\nx: }",
        (
            "2:2: This is not valid YAML. "
            "Look at the indentation, quotation marks and brackets on this line and the one above."
        ),
    ),
]


@pytest.mark.parametrize(("content", "expected"), [b[1:] for b in BAD], ids=[b[0] for b in BAD])
def test_bad_file(tmp_path: Path, content: bytes, expected: str) -> None:
    """Each kind of bad file gives its own fault, with the place, the problem and the remedy."""
    path = tmp_path / "doc.yaml"
    path.write_bytes(content)
    with pytest.raises(DocumentError) as raised:
        parse_model(load_yaml(path), Doc)
    assert str(raised.value).replace(f"{path}:", "") == expected


def test_fault_in_french(tmp_path: Path) -> None:
    """The same fault is told in the reader's language."""
    path = tmp_path / "doc.yaml"
    path.write_bytes(b"id: x\nrule: 3\n")
    with pytest.raises(DocumentError) as raised:
        parse_model(load_yaml(path), Doc)
    assert raised.value.render("fr") == (
        f"{path}:2:1: rule\u00a0: Ce champ n'est pas reconnu ici. "
        "Vouliez-vous dire «\u00a0rules\u00a0»?"
    )


def test_good_file(tmp_path: Path) -> None:
    """Dates and numbers are typed; times of day and words such as no stay texts."""
    path = tmp_path / "doc.yaml"
    path.write_text("id: 8:30\nday: 2026-01-02\nrules:\n- {id: 'no', severity: 3}\n", "utf-8")
    file = load_yaml(path)
    assert parse_model(file, Doc) == Doc(
        id="8:30", day=date(2026, 1, 2), rules=[Item(id="no", severity=3)]
    )
    assert file.position(("rules", 0, "severity")) == (4, 24)
    assert file.key_position(("rules", 0, "severity")) == (4, 14)
    assert file.position(("rules", 0, "nothing")) == (4, 3)


def test_absent_file(tmp_path: Path) -> None:
    """A file that does not exist, or a directory, is told as such."""
    with pytest.raises(DocumentError, match=r"There is no such file\. Check the path\."):
        load_yaml(tmp_path / "none.yaml")
    with pytest.raises(DocumentError, match=r"The file cannot be read"):
        load_yaml(tmp_path)


NESTED: tuple[Callable[[int], str], ...] = (
    lambda levels: "[" * levels + "]" * levels,
    lambda levels: "a: " + "[" * (levels - 1) + "]" * (levels - 1),
    lambda levels: "- " * levels + "a",
    lambda levels: "\n".join(" " * at + "a:" for at in range(levels)),
    lambda levels: "".join(f"{' ' * at}a:\n{' ' * at}-\n" for at in range(0, levels, 2)),
)


@pytest.mark.parametrize("nest", NESTED)
def test_the_limit_is_the_same_however_it_is_nested(
    tmp_path: Path, nest: Callable[[int], str]
) -> None:
    """Sixty levels are read and more are refused, whether the file could be dangerous or not."""
    path = tmp_path / "a.yaml"
    for levels in (58, 60, 62, 150, 2_000):
        path.write_text(nest(levels), "utf-8")
        if levels <= MAX_DEPTH:
            load_yaml(path)
            continue
        with pytest.raises(DocumentError, match="more than 60 levels"):
            load_yaml(path)
