"""`liaison facts import` and `export`: files of ours, tables, workbooks and ClaimReview."""

import json as jsons
import sys
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.factplace import FactsArgument, needed, place, today
from bot.commands.faultrows import show_faults
from bot.commands.identity import person_for
from bot.commands.options import AsOption, DatabaseOption, FactsOption, JsonOption
from bot.commands.session import Session, session
from bot.faults import ExitCode
from policies.roles import Act
from responders.factimport import Import, is_foreign, read_import
from responders.facts import FactBank, check_facts, load_facts
from translations.values import OFFICIAL_LANGUAGES, Bilingual, Official

_SHORT = 12  # characters of a hash that people see


class Form(StrEnum):
    """What facts can be written as."""

    YAML = "yaml"
    CSV = "csv"
    CLAIMREVIEW = "claimreview"


class OneLanguage(StrEnum):
    """A language of reviews."""

    EN = "en"
    FR = "fr"


def import_(
    ctx: typer.Context,
    directory: FactsArgument = None,
    facts: FactsOption = None,
    replace: Annotated[bool, typer.Option("--replace", help="cli.facts.import.replace")] = False,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="cli.facts.import.skip_bad")] = False,
    json: JsonOption = False,
    acting: AsOption = None,
    db: DatabaseOption = None,
) -> ExitCode:
    """Store files as an immutable version that waits for approval; tables join what is in force."""
    from bot.commands.documents import store
    from bot.storage.documents import DocumentKind

    here, path = session(ctx), place(directory, facts)
    if not is_foreign(path):
        for warning in check_facts(path, today(here)).warnings:
            here.complain(warning.render(here.lang))
        return store(here, DocumentKind.FACTS, path, acting, db)
    base = FactBank(()) if replace else _base(here, db)
    found = read_import(path, base, today(here), skip_bad=skip_bad)
    show_faults(here, (*found.skipped, *found.check.errors), json=json)
    show_faults(here, found.check.warnings, json=json, weight="warning")
    _say_good(here, found, json=json)
    if found.check.bank is None:
        here.warn_count("cli.facts.import.nothing", len(found.check.errors))
        return ExitCode.FAULTS
    if found.good:
        _store(here, found.check.bank, path, acting, db)
    if found.skipped:
        here.warn_count("cli.facts.import.skipped", len({one.line for one in found.skipped}))
        return ExitCode.BAD_LINES
    return ExitCode.OK


def export(
    ctx: typer.Context,
    form: Annotated[
        Form, typer.Option("--format", help="cli.facts.export.format", metavar="KIND")
    ] = Form.YAML,
    language: Annotated[
        OneLanguage | None,
        typer.Option("--language", help="cli.facts.export.language", metavar="CODE"),
    ] = None,
    facts: FactsOption = None,
    db: DatabaseOption = None,
) -> ExitCode:
    """Write the facts in force, or those of files, on standard output."""
    from responders.facttables import facts_csv
    from responders.factwriting import facts_yaml

    here = session(ctx)
    if facts is not None:
        bank = load_facts(facts)
    else:
        with here.database(db) as database, database.read() as connection:
            bank = needed(connection).bank(today(here))
    match form:
        case Form.YAML:
            sys.stdout.write(facts_yaml(bank.facts))
        case Form.CSV:
            sys.stdout.write(facts_csv(bank))
        case Form.CLAIMREVIEW:
            _write_reviews(here, bank, language)
    sys.stdout.flush()
    return ExitCode.OK


def _write_reviews(here: Session, bank: FactBank, language: OneLanguage | None) -> None:
    from responders.claimreview import Reviewer, write_reviews

    agency = here.settings().agency
    reviewer = Reviewer(
        name=Bilingual(en=agency.name.en, fr=agency.name.fr),
        url=Bilingual(en=agency.contact.en, fr=agency.contact.fr),
    )
    langs: tuple[Official, ...] = OFFICIAL_LANGUAGES if language is None else (language.value,)
    graph = write_reviews(bank, reviewer, today(here), langs)
    sys.stdout.write(jsons.dumps(graph, ensure_ascii=False, indent=2))
    sys.stdout.write("\n")


def _base(here: Session, db: str | None) -> FactBank:
    from bot.factbook import facts_in_force

    with here.database(db) as database, database.read() as connection:
        found = facts_in_force(connection)
    return found.approved if found is not None else FactBank(())


def _say_good(here: Session, found: Import, *, json: bool) -> None:
    if json:
        return
    for name in found.good:
        here.say("cli.facts.import.good", id=name)


def _store(here: Session, bank: FactBank, path: Path, acting: str | None, db: str | None) -> None:
    """Store the bank as it would be, as files of ours."""
    from bot.storage import documents
    from bot.storage.documents import DocumentKind
    from responders.factwriting import bank_files

    with here.database(db) as database, database.write() as connection:
        who = person_for(connection, acting, Act.CHANGE_DOCUMENTS, here.t)
        version, new = documents.import_files(
            connection,
            DocumentKind.FACTS,
            path.name,
            bank_files(bank),
            by=who.id,
            now=datetime.now(UTC),
        )
    sha256 = version.sha256[:_SHORT]
    what = here.t("documents.kind.facts")
    here.warn(f"documents.{'imported' if new else 'there'}", what=what, sha256=sha256)
    if version.approved_at is None:
        here.warn("documents.imported.next", kind="facts", sha256=sha256)
