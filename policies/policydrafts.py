"""A draft of a policy: a copy of its files with accepted proposals written into them.

What people wrote stays as it is, comments included: only the words that change are replaced.
"""

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from policies.document import load_policy
from policies.documentfaults import Source, place_inside
from policies.errors import PolicyError
from policies.learning import Proposal
from policies.policy import Policy
from policies.policyfiles import PolicyPart
from policies.yamlfile import KeyPath, Position, YamlFile, load_yaml, parse_model


class CannotWrite(PolicyError):
    """A proposal finds no place in the files; `proposal` is its id."""

    def __init__(self, proposal: str) -> None:
        super().__init__(proposal)
        self.proposal = proposal


_Edit = tuple[Position, str, str]  # where, what stands there, what shall stand there


def write_draft(
    path: Path, out: Path, accepted: Sequence[Proposal], texts: Mapping[int, str], version: str
) -> Policy:
    """Write a draft into a folder that is not there yet, and return it.

    Args:
        path: the policy that it is made from, a file or a folder.
        out: the new folder.
        accepted: the proposals.
        texts: of the messages that become examples, by number, already masked.
        version: the name of the new version.

    Raises:
        CannotWrite: a proposal finds no place in the files.
        FileExistsError: the folder is there.
        DocumentError: the files have faults.
    """
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    sources: list[Source] = []
    for each in files:
        file = load_yaml(each)
        sources.append((file, parse_model(file, PolicyPart)))
    edits: dict[Path, list[_Edit]] = {each: [] for each in files}
    for file, part in sources:
        if part.version is not None:
            edits[file.path].append(_scalar(file, ("version",), json.dumps(version)))
    for proposal in accepted:
        file, edit = _edit(sources, proposal, texts)
        edits[file.path].append(edit)
    out.mkdir(parents=True)
    try:
        for each in files:
            text = _applied(each.read_text("utf-8-sig"), edits[each])
            (out / each.name).write_text(text, "utf-8")
        return load_policy(out)
    except Exception:
        shutil.rmtree(out)  # ours, made above: half a draft helps nobody
        raise


def _edit(
    sources: Sequence[Source], proposal: Proposal, texts: Mapping[int, str]
) -> tuple[YamlFile, _Edit]:
    for file, part in sources:
        if proposal.kind == "effect":
            cell: KeyPath = ("effects", "default", proposal.target)
            if part.effects is not None and proposal.target in part.effects.default:
                where = (*cell, "route") if (*cell, "route") in file.values else cell
                return file, _scalar(file, where, proposal.after)
            continue
        for n, rule in enumerate(part.rules):
            if rule.id != proposal.target:
                continue
            if proposal.kind == "threshold":
                place = place_inside(file, ("rules", n, "when"), rule.when, proposal.at)
                return file, (place, proposal.before, proposal.after)
            where = ("rules", n, "examples", proposal.after, proposal.lang)
            if where in file.values:
                return file, _example(file, where, texts[proposal.number])
    raise CannotWrite(proposal.id)


def _scalar(file: YamlFile, where: KeyPath, new: str) -> _Edit:
    line, column = file.position(where)
    rest = file.path.read_text("utf-8-sig").split("\n")[line - 1][column - 1 :]
    mark = rest[:1]
    if mark in ("'", '"'):
        old = rest[: rest.index(mark, 1) + 1]
    else:
        end = min((rest.find(each) for each in ",}]#" if each in rest), default=len(rest))
        old = rest[:end].rstrip()
    return (line, column), old, new


def _example(file: YamlFile, where: KeyPath, text: str) -> _Edit:
    line, column = file.position(where)
    rest = file.path.read_text("utf-8-sig").split("\n")[line - 1][column - 1 :]
    quoted = json.dumps(text, ensure_ascii=False)
    if rest.startswith("["):
        empty = rest[1:].lstrip().startswith("]")
        return (line, column), "[", f"[{quoted}" if empty else f"[{quoted}, "
    return (line, column), "- ", f"- {quoted}\n{' ' * (column - 1)}- "


def _applied(text: str, edits: Sequence[_Edit]) -> str:
    lines = text.split("\n")
    for (line, column), old, new in sorted(edits, reverse=True):
        whole = lines[line - 1]
        start = column - 1
        if not whole.startswith(old, start):
            raise CannotWrite(old)
        lines[line - 1] = whole[:start] + new + whole[start + len(old) :]
    return "\n".join(lines)
