"""Faults of authored files on standard output, for people or for programs."""

from collections.abc import Iterable

from bot.commands.lines import write_rows
from bot.commands.session import Session
from policies.faults import FileFault


def show_faults(
    here: Session, faults: Iterable[FileFault], *, json: bool, weight: str = "error"
) -> None:
    """Write faults on standard output; `weight` is error, warning or hint."""
    for fault in faults:
        if json:
            write_rows([fault_row(fault, here.lang, weight)])
        else:
            here.show(fault.render(here.lang))


def fault_row(fault: FileFault, lang: str, weight: str) -> dict[str, object]:
    """Return a fault as an object; its sentences are in the reader's language."""
    return {
        "weight": weight,
        "file": str(fault.file),
        "line": fault.line,
        "column": fault.column,
        "field": fault.field,
        "problem": fault.problem[lang],
        "remedy": fault.remedy[lang],
    }
