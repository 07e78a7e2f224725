"""The commands of `liaison`: their names, and how to add one.

A command lives in a module of this package that is imported only when the command runs, or its own
help is asked for: `liaison --help` must stay fast. To add one:

1. Put its name and place in `COMMANDS`, at the spot where the help should list it.
2. Put its one-line help in the catalogs as `cli.NAME.help` (English and French, domain `cli`).
3. Write the module. The place is a plain function (one command) or a `Commands` (several):

       import typer
       from bot.commands.options import DatabaseOption
       from bot.commands.session import session
       from bot.commands.tree import Commands
       from bot.faults import CommandFault, ExitCode

       app = Commands("record")  # the place is "bot.commands.record:app"

       @app.command("verify", help="record.command.verify.help")
       def verify(ctx: typer.Context, db: DatabaseOption = None) -> ExitCode:
           here = session(ctx)  # here.t, here.lang, here.config
           here.say("record.fine", n=12)  # standard output
           here.warn("record.slow")  # standard error
           raise CommandFault("record.broken", ExitCode.FAULTS, place="…")  # or return a code

4. **Every text is a key of the catalogs**, of any domain: the `help` of commands, arguments and
   options is translated when the help is shown (a missing key fails there). A `metavar` such as
   FILE is shown as `cli.metavar.file`, where the catalogs have that.
5. Use the types of `bot.commands.options` where an option exists already (`--db`, `--json`…).
   `--lang` and `--config` work everywhere, before and after the command, and are taken out before
   a command sees its arguments: don't declare them (a language in data is `--language`).
6. Let errors pass: `bot.faults` puts them into words, and a new kind of error gets its words there.
7. Describe the command and each option in docs/cli.md and docs/cli.fr.md; a test compares.
8. What can take more than two seconds goes through `bot.commands.progress.Progress`.
"""

from collections.abc import Mapping
from typing import Final

COMMANDS: Final[Mapping[str, str]] = {
    "demo": "bot.commands.demo:demo",
    "replay": "bot.commands.replay:replay",
    "desk": "bot.commands.desk:desk",
    "run": "bot.commands.run:run",
    "post": "bot.commands.post:post",
    "screen": "bot.commands.screen:screen",
    "match": "bot.commands.match:match",
    "translate": "bot.commands.translate:translate",
    "policy": "bot.commands.policy:app",
    "facts": "bot.commands.facts:app",
    "documents": "bot.commands.documents:app",
    "memory": "bot.commands.memory:app",
    "glossary": "bot.commands.glossary:app",
    "models": "bot.commands.models:app",
    "staff": "bot.commands.staff:app",
    "record": "bot.commands.record:app",
    "claims": "bot.commands.claims:claims",
    "report": "bot.commands.report:report",
    "pause": "bot.commands.switches:pause",
    "resume": "bot.commands.switches:resume",
    "incident": "bot.commands.switches:incident",
    "db": "bot.commands.db:app",
    "doctor": "bot.commands.doctor:doctor",
}
