"""`liaison facts`: each command has a module of its own; this one puts them under one name."""

from bot.commands.factchecks import check, diff
from bot.commands.factends import corrections, expire
from bot.commands.factimports import export, import_
from bot.commands.tree import Commands

app = Commands("facts")

app.command("check", help="cli.facts.check.help")(check)
app.command("import", help="cli.facts.import.help")(import_)
app.command("export", help="cli.facts.export.help")(export)
app.command("diff", help="cli.facts.diff.help")(diff)
app.command("expire", help="cli.facts.expire.help")(expire)
app.command("corrections", help="cli.facts.corrections.help")(corrections)
