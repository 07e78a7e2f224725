"""`liaison db`: the schema of the database."""

from pathlib import Path

import typer
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.commands.options import DatabaseOption
from bot.commands.session import session
from bot.commands.tree import Commands
from bot.faults import ExitCode
from bot.settings import Environment, database_url
from bot.storage.database import Database, sqlite_file

app = Commands("db")


@app.command("upgrade", help="storage.command.upgrade.help")
def upgrade(ctx: typer.Context, db: DatabaseOption = None) -> ExitCode:
    """Create the database, or bring its schema up to date; what is in it stays."""
    here = session(ctx)
    url = database_url(db, here.settings(), Environment())
    _create_private(url)
    database = Database(url)
    try:
        before = database.revision()
        after = database.upgrade()
    finally:
        database.close()
    if before is None:
        here.say("storage.created", place=database.place, revision=after)
    elif before == after:
        here.say("storage.up_to_date", place=database.place, revision=after)
    else:
        here.say("storage.upgraded", place=database.place, before=before, revision=after)
    return ExitCode.OK


def _create_private(url: str) -> None:
    """Make a new file that its owner alone can read: it will hold what people wrote."""
    try:
        path = sqlite_file(make_url(url))
    except ArgumentError:
        return  # the database says what is wrong with it
    if path is not None and path.parent.is_dir() and not path.exists():
        Path(path).touch(mode=0o600)
