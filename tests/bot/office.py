"""An office for tests of commands: a database with staff bound to this terminal account."""

import io
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.cli import main
from bot.commands.identity import TERMINAL, account
from bot.storage import documents, staff
from bot.storage.database import Database
from bot.storage.documents import DocumentKind
from bot.toolbox import SHIPPED_FACTS, SHIPPED_GLOSSARY, SHIPPED_POLICY, SHIPPED_TEMPLATES
from policies.roles import Role
from responders.holding import HOLDING_FILE
from translations.values import Official

NOW = datetime(2026, 1, 14, 15, 0, tzinfo=UTC)
PEOPLE: dict[str, tuple[list[Role], list[Official]]] = {
    "Ada": ([Role.ADMIN], []),
    "Bea": ([Role.POLICY_OWNER, Role.OFFICER], ["en", "fr"]),
    "Cid": ([Role.POLICY_OWNER], []),
    "Dia": ([Role.RECORDS, Role.DIRECTOR], []),
    "Eva": ([Role.APPROVER_EN], ["en"]),
    "Flo": ([Role.APPROVER_FR], ["fr"]),
    "Gus": ([Role.MODERATOR], []),
    "Hal": ([Role.MODERATOR], []),
}
DOCUMENTS = {
    DocumentKind.POLICY: SHIPPED_POLICY,
    DocumentKind.FACTS: SHIPPED_FACTS,
    DocumentKind.TEMPLATES: SHIPPED_TEMPLATES,
    DocumentKind.WORDING: HOLDING_FILE.parent,
    DocumentKind.GLOSSARY: SHIPPED_GLOSSARY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a command said."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One installation in a folder of its own."""

    folder: Path

    @property
    def db(self) -> Path:
        """The database's file."""
        return self.folder / "liaison.db"

    @property
    def config(self) -> Path:
        """The configuration file."""
        return self.folder / "liaison.yaml"

    def run(self, *arguments: str, lang: str = "en") -> Told:
        """Run one command on this installation."""
        rest = ["--db", str(self.db), "--config", str(self.config), "--lang", lang]
        end = arguments.index("--") if "--" in arguments else len(arguments)
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = main([*arguments[:end], *rest, *arguments[end:]])
        return Told(code=code, out=out.getvalue(), err=err.getvalue())

    def both(self, *arguments: str) -> tuple[Told, Told]:
        """Run one command in English, then in French."""
        return self.run(*arguments), self.run(*arguments, lang="fr")

    def open(self) -> Database:
        """Open the database; the caller closes it."""
        return Database(f"sqlite:///{self.db}")


def office(folder: Path, *, staffed: bool = True, config: str = "{}\n") -> Office:
    """Return an installation: with staff and approved documents, or with an empty database."""
    found = Office(folder=folder)
    found.db.write_bytes(_template(staffed))
    found.config.write_text(config, "utf-8")
    return found


@cache
def _template(staffed: bool) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "template.db"
        database = Database(f"sqlite:///{path}")
        database.upgrade()
        if staffed:
            _fill(database)
        database.close()
        return path.read_bytes()


def _fill(database: Database) -> None:
    with database.write() as connection:
        people = {}
        for name, (roles, languages) in PEOPLE.items():
            code = staff.invite(
                connection,
                name=name,
                roles=roles,
                lang="en",
                languages=languages,
                now=NOW,
                actor="program",
            )
            people[name] = staff.bind(
                connection, code=code, platform=TERMINAL, number=account(), now=NOW
            )
        for kind, path in DOCUMENTS.items():
            version, _ = documents.import_document(
                connection, kind, path, by=people["Bea"].id, now=NOW
            )
            documents.approve(connection, kind, version.sha256, by=people["Cid"].id, now=NOW)
