"""`liaison screen`: each message against the policy, one line of JSON per line."""

from collections.abc import Sequence
from dataclasses import replace

import typer

from bot.classifying import late_classifier_for
from bot.commands.lines import Answer, answer_messages
from bot.commands.options import (
    STANDARD_INPUT,
    BatchOption,
    LabelsOption,
    MessagesArgument,
    NoClassifierOption,
    NowOption,
    PolicyOption,
    moment,
)
from bot.commands.session import session
from bot.faults import CommandFault, ExitCode
from bot.surroundings import surrounded
from policies.campaigns import Campaigns
from policies.document import SHIPPED, load_policy
from policies.message import Message
from policies.policy import Policy
from policies.repetition import Repetition
from policies.screening import Screener
from policies.screening_values import Screening
from translations.detection import Detector
from translations.values import Detection


def screen(
    ctx: typer.Context,
    file: MessagesArgument = STANDARD_INPUT,
    policy: PolicyOption = None,
    batch: BatchOption = 50,
    labels: LabelsOption = None,
    no_classifier: NoClassifierOption = False,
    now: NowOption = None,
) -> ExitCode:
    """Screen messages; nothing is stored and nothing is sent."""
    document = only_labels(load_policy(policy or SHIPPED), labels)
    here = session(ctx)
    settings = here.settings()
    scorer = late_classifier_for(
        document,
        wanted=settings.classifier and not no_classifier,
        tell=lambda why: here.complain(why[here.lang]),
    )
    screener, detector, repetition = Screener(document, scorer=scorer), Detector(), Repetition()
    campaigns = Campaigns(settings.campaigns.rules())

    def work(messages: Sequence[Message]) -> list[Answer]:
        detections = detector.detect_batch([message.text for message in messages])
        pairs = list(zip(messages, detections, strict=True))
        sightings = campaigns.sightings(messages)
        contexts = [
            replace(
                surrounded(context, message, settings, settings.protected_names),
                campaign_authors=sighting.authors if sighting.campaign else 0,
            )
            for context, message, sighting in zip(
                repetition.contexts(messages), messages, sightings, strict=True
            )
        ]
        found = screener.screen_batch(zip(messages, detections, contexts, strict=True))
        return [
            screening_row(message, detection, replace(screening, campaign=sighting.campaign))
            for (message, detection), screening, sighting in zip(
                pairs, found, sightings, strict=True
            )
        ]

    return answer_messages(
        here,
        file,
        work,
        title="cli.screen.progress",
        size=batch,
        default_now=moment(now),
    )


def screening_row(message: Message, detection: Detection, screening: Screening) -> Answer:
    """Return a screening as docs/cli.md shows it."""
    return {
        "id": message.id,
        "lang": detection.lang,
        "lang_confidence": round(detection.confidence, 4),
        "labels": [
            {
                "label": label.label,
                "rule": label.rule,
                "score": round(label.score, 4),
                "evidence": [list(span) for span in label.evidence],
                "clause": label.clause,
            }
            for label in screening.labels
        ],
        "route": screening.route.value,
        "flagged": screening.flagged,
        "policy_version": screening.policy_version,
        "campaign": screening.campaign,
    }


def only_labels(policy: Policy, labels: str | None) -> Policy:
    """Return the policy with the rules of some labels only; `labels` is a list with commas.

    Raises:
        CommandFault: the policy has no such label.
    """
    if labels is None:
        return policy
    wanted = {name.strip() for name in labels.split(",") if name.strip()}
    unknown = sorted(wanted - policy.labels.keys())
    if unknown or not wanted:
        known = ", ".join(sorted(policy.labels))
        raise CommandFault("cli.screen.no_such_label", name=", ".join(unknown), known=known)
    return replace(policy, rules=tuple(rule for rule in policy.rules if rule.label in wanted))
