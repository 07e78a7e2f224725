"""`liaison policy`: each command has a module of its own; this one puts them under one name."""

from bot.commands.policychanges import diff
from bot.commands.policychecks import check, schema, try_examples
from bot.commands.policylearning import learn
from bot.commands.policypage import page
from bot.commands.policyparity import compare_languages
from bot.commands.tree import Commands

app = Commands("policy")

app.command("check", help="cli.policy.check.help")(check)
app.command("test", help="cli.policy.test.help")(try_examples)
app.command("diff", help="cli.policy.diff.help")(diff)
app.command("learn", help="cli.policy.learn.help")(learn)
app.command("page", help="cli.policy.page.help")(page)
app.command("parity", help="cli.policy.parity.help")(compare_languages)
app.command("schema", help="cli.policy.schema.help")(schema)
