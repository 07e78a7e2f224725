"""`liaison policy check` and `test`: faults of the files, and the examples of every rule."""

import typer

from bot.commands.faultrows import show_faults
from bot.commands.lines import write_rows
from bot.commands.options import JsonOption, PolicyOption
from bot.commands.policyplace import PolicyArgument, policy_place
from bot.commands.session import Session, session
from bot.faults import ExitCode
from policies.document import check_policy, load_policy, run_examples
from policies.policy import Policy


def check(
    ctx: typer.Context,
    directory: PolicyArgument = None,
    policy: PolicyOption = None,
    json: JsonOption = False,
) -> ExitCode:
    """Say every fault of the policy's files."""
    here = session(ctx)
    path = policy_place(directory, policy)
    faults = check_policy(path)
    show_faults(here, faults, json=json)
    if faults:
        if not json:
            here.warn_count("cli.check.faults", len(faults))
        return ExitCode.FAULTS
    if not json:
        document = load_policy(path)
        here.say("cli.policy.check.fine", **_facts_about(document, here))
    return ExitCode.OK


def try_examples(
    ctx: typer.Context,
    directory: PolicyArgument = None,
    policy: PolicyOption = None,
    json: JsonOption = False,
) -> ExitCode:
    """Run the examples of every rule."""
    here = session(ctx)
    document = load_policy(policy_place(directory, policy))
    failures = run_examples(document)
    if json:
        write_rows(
            [
                {"rule": each.rule, "kind": each.kind, "lang": each.lang, "text": each.text}
                for each in failures
            ]
        )
    else:
        for failure in failures:
            here.show(failure.render(here.lang))
        count = sum(len(rule.match) + len(rule.no_match) for rule in document.rules)
        here.warn_count("cli.policy.test.run", count + len(document.must_pass))
        if failures:
            here.warn_count("cli.policy.test.failed", len(failures))
        else:
            here.warn("cli.policy.test.fine")
    return ExitCode.FAULTS if failures else ExitCode.OK


def _facts_about(document: Policy, here: Session) -> dict[str, object]:
    return {
        "name": document.name[here.lang],
        "version": document.version,
        "rules": here.t.plural("cli.policy.check.rules", len(document.rules)),
        "labels": here.t.plural("cli.policy.check.labels", len(document.labels)),
    }
