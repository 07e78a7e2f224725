"""`liaison policy check`, `test` and `schema`: what the files say, and what they may hold."""

import sys
from collections.abc import Mapping

import typer

from bot.commands.faultrows import show_faults
from bot.commands.lines import write_rows
from bot.commands.options import JsonOption, PolicyOption
from bot.commands.policyplace import PolicyArgument, policy_place
from bot.commands.session import Session, session
from bot.faults import ExitCode
from policies.document import load_policy, review_policy
from policies.errors import DocumentError
from policies.exampleruns import ExampleRun, Tally, examine
from policies.policy import Policy


def check(
    ctx: typer.Context,
    directory: PolicyArgument = None,
    policy: PolicyOption = None,
    json: JsonOption = False,
) -> ExitCode:
    """Say every fault of the policy's files, and what is allowed but probably not meant."""
    here = session(ctx)
    path = policy_place(directory, policy)
    review = review_policy(path, channels=_channels(here))
    show_faults(here, review.faults, json=json)
    if json:
        show_faults(here, review.hints, json=True, weight="hint")
        return ExitCode.FAULTS if review.faults else ExitCode.OK
    for hint in review.hints:
        here.say("cli.policy.check.hint", told=hint.render(here.lang))
    if review.faults:
        here.warn_count("cli.check.faults", len(review.faults))
        return ExitCode.FAULTS
    here.say("cli.policy.check.fine", **_facts_about(load_policy(path), here))
    if review.hints:
        here.warn_count("cli.policy.check.hints", len(review.hints))
    return ExitCode.OK


def try_examples(
    ctx: typer.Context,
    directory: PolicyArgument = None,
    policy: PolicyOption = None,
    json: JsonOption = False,
) -> ExitCode:
    """Run the examples of every rule and exception, and the messages that must pass."""
    here = session(ctx)
    document = load_policy(policy_place(directory, policy))
    run = examine(document)
    if json:
        write_rows(
            [
                {"rule": each.rule, "kind": each.kind, "lang": each.lang, "text": each.text}
                for each in run.failures
            ]
        )
        write_rows([_summary(run)])
        return ExitCode.FAULTS if run.failures else ExitCode.OK
    for failure in run.failures:
        here.show(failure.render(here.lang))
    for label, tally in run.by_label.items():
        _say_tally(here, document.labels[label].name[here.lang], tally)
    for name, tally in run.exceptions.items():
        _say_tally(here, here.t("cli.policy.test.exception", name=name), tally)
    _say_tally(here, here.t("cli.policy.test.must_pass"), run.must_pass)
    here.warn_count("cli.policy.test.run", run.total)
    if run.failures:
        here.warn_count("cli.policy.test.failed", len(run.failures))
    else:
        here.warn("cli.policy.test.fine")
    return ExitCode.FAULTS if run.failures else ExitCode.OK


def schema(ctx: typer.Context) -> ExitCode:
    """Write the JSON Schema of a policy's files on standard output."""
    from policies.policyschema import schema_text

    del ctx
    sys.stdout.write(schema_text())
    return ExitCode.OK


def _channels(here: Session) -> set[str] | None:
    """Return the channels of the configuration; None where there is none to go by."""
    try:
        found = {channel.id for channel in here.settings().channels}
    except DocumentError:
        return None
    return found or None


def _say_tally(here: Session, name: str, tally: Tally) -> None:
    counts = {lang: here.t.plural("cli.policy.test.count", n) for lang, n in tally.run.items()}
    key = "cli.policy.test.tally_failed" if tally.failed else "cli.policy.test.tally"
    here.say(key, name=name, **counts, failed=tally.failed)


def _summary(run: ExampleRun) -> dict[str, object]:
    def counts(tallies: Mapping[str, Tally]) -> dict[str, object]:
        return {name: _row(tally) for name, tally in tallies.items()}

    return {
        "examples": run.total,
        "failed": len(run.failures),
        "labels": counts(run.by_label),
        "exceptions": counts(run.exceptions),
        "must_pass": _row(run.must_pass),
    }


def _row(tally: Tally) -> dict[str, int]:
    return {**tally.run, "failed": tally.failed}


def _facts_about(document: Policy, here: Session) -> dict[str, object]:
    return {
        "name": document.name[here.lang],
        "version": document.version,
        "rules": here.t.plural("cli.policy.check.rules", len(document.rules)),
        "labels": here.t.plural("cli.policy.check.labels", len(document.labels)),
    }
