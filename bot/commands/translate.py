"""`liaison translate`: plain text, line by line, through the installed engine."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.engines import choose_engine, require_pair
from bot.commands.linefaults import line_by_line
from bot.commands.lines import Answer, Counted, opened, write_rows
from bot.commands.options import STANDARD_INPUT, BatchOption, JsonOption, TextArgument
from bot.commands.progress import Progress
from bot.commands.session import session
from bot.commands.termfiles import people_fields, read_glossary_file, read_memory_file
from bot.faults import CommandFault, ExitCode
from bot.platforms.jsonl import MAX_LINE, BadLine, numbered_lines
from translations.engine import Translation, is_compact, translate_lines
from translations.errors import EngineFault
from translations.translator import Translated, Translator
from translations.values import OFFICIAL_LANGUAGES


def translate(
    ctx: typer.Context,
    to: Annotated[str, typer.Option("--to", help="cli.translate.to", metavar="LANG")],
    file: TextArgument = STANDARD_INPUT,
    from_: Annotated[
        str | None, typer.Option("--from", help="cli.translate.from", metavar="LANG")
    ] = None,
    json: JsonOption = False,
    engine: Annotated[
        str | None, typer.Option("--engine", help="cli.translate.engine", metavar="NAME")
    ] = None,
    beam: Annotated[
        int | None,
        typer.Option("--beam", help="cli.translate.beam", metavar="NUMBER", min=1, max=16),
    ] = None,
    batch: BatchOption = 64,
    memory: Annotated[
        Path | None, typer.Option("--memory", help="cli.translate.memory", metavar="FILE")
    ] = None,
    glossary: Annotated[
        Path | None, typer.Option("--glossary", help="cli.translate.glossary", metavar="FILE")
    ] = None,
) -> ExitCode:
    """Translate; every line in gives one line out, empty lines too."""
    here = session(ctx)
    source, target = direction(from_, to)
    chosen = choose_engine(engine, here.settings().translation.options())
    by_people = memory is not None or glossary is not None
    translator = Translator(
        chosen,
        memory=read_memory_file(here, memory) if memory is not None else None,
        glossary=read_glossary_file(glossary) if glossary is not None else None,
    )
    if not len(translator.memory):  # a memory translates what it has without any engine
        require_pair(chosen, source, target)
    if is_compact(chosen, source, target):
        here.warn("cli.translate.compact", pair=f"{source}-{target}")

    def translated(lines: Sequence[str]) -> Iterator[Translation | Translated]:
        if by_people:
            return translator.translate(lines, source=source, target=target, beam=beam, batch=batch)
        return translate_lines(
            lines, engine=chosen, source=source, target=target, beam=beam, batch=batch
        )

    code = ExitCode.OK
    with (
        opened(here, file) as (stream, name, total),
        Progress(here.t("cli.translate.progress"), total) as bar,
    ):
        counted = Counted(stream)
        for lines in numbered_lines(counted):
            for start in range(0, len(lines), batch):
                read = [line_text(*line, name) for line in lines[start : start + batch]]
                good = [line for line in read if isinstance(line, str)]
                done = iter(line_by_line(translated, good))
                answers: list[Translation | Translated | BadLine] = []
                for (number, _), line in zip(lines[start : start + batch], read, strict=True):
                    answer = line if isinstance(line, BadLine) else next(done)
                    if isinstance(answer, EngineFault):
                        here.complain(answer.render(here.lang))
                        answer = BadLine(file=name, line=number, problem="engine")
                    if isinstance(answer, BadLine):
                        code = ExitCode.BAD_LINES
                        here.complain(answer.render(here.t))
                    answers.append(answer)
                _write(answers, json=json)
                bar.reach(counted.bytes_read)
    return code


def direction(source: str | None, target: str) -> tuple[str, str]:
    """Return source and target; an official language comes from the other one.

    Raises:
        CommandFault: the source cannot be guessed, or both are the same.
    """
    target = target.lower()
    if source is None:
        if target not in OFFICIAL_LANGUAGES:
            raise CommandFault("cli.translate.say_from", target=target)
        source = "en" if target == "fr" else "fr"
    source = source.lower()
    if source == target:
        raise CommandFault("cli.translate.same", lang=target)
    return source, target


def line_text(number: int, raw: bytes | None, name: str) -> str | BadLine:
    """Return a line as text, or what is wrong with it."""
    if raw is None:
        values = {"limit": MAX_LINE // 1_000_000}
        return BadLine(file=name, line=number, problem="long_line", values=values)
    try:
        return raw.removesuffix(b"\r").decode("utf-8")
    except UnicodeDecodeError as error:
        values_ = {"byte": f"0x{raw[error.start]:02X}", "column": error.start + 1}
        return BadLine(file=name, line=number, problem="not_utf8", values=values_)


def translation_row(line: Translation | Translated | BadLine) -> Answer:
    """Return a line as docs/cli.md shows it."""
    if isinstance(line, BadLine):
        return {"error": line.problem, "line": line.line}
    row: dict[str, object] = {
        "source": line.source,
        "target": line.target,
        "origin": line.origin.value,
        "score_pct": line.score_pct,
        "checks": list(line.checks),
    }
    return row | people_fields(line) if isinstance(line, Translated) else row


def _write(lines: Sequence[Translation | Translated | BadLine], *, json: bool) -> None:
    if json:
        write_rows([translation_row(line) for line in lines])
        return
    for line in lines:
        # A line that could not be read leaves an empty one: the others keep their numbers.
        target = "" if isinstance(line, BadLine) else line.target
        typer.echo(" ".join(target.split("\n")))
