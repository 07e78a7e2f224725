"""What the record says of a message that came in."""

from bot.assessment import Assessed
from bot.storage.record import Entry
from responders.triage import Triage


def screened(one: Assessed, case_id: int, message_id: int) -> Entry:
    """Return the event that says what was found and under which policy."""
    return Entry(
        kind="message.screened",
        actor="program",
        subject=f"case:{case_id}",
        payload={
            "message": message_id,
            "lang": one.detection.lang,
            "route": one.route.value,
            "labels": [
                {"label": label.label, "rule": label.rule, "clause": label.clause}
                for label in one.screening.labels
            ],
            "faults": list(one.screening.faults),
            "policy": one.screening.policy,
            "policy_version": one.screening.policy_version,
            "stance": one.match.stance.value if one.match else None,
            "facts": [match.fact for match in one.match.matches] if one.match else [],
            "campaign": one.screening.campaign,
            "triage": None if one.triage is None else _triaged(one.triage),
        },
    )


def proposed(one: Assessed, case_id: int, revision: int, needs: frozenset[str]) -> Entry:
    """Return the event that a draft was proposed."""
    assert one.draft is not None  # noqa: S101 -- the caller proposed it
    return Entry(
        kind="draft.proposed",
        actor="program",
        subject=f"case:{case_id}",
        payload={
            "revision": revision,
            "act": one.draft.act.value,
            "texts": dict(one.draft.texts),
            "facts": list(one.draft.facts),
            "template": one.draft.template,
            "needs": sorted(needs),
        },
    )


def _triaged(triage: Triage) -> dict[str, object]:
    return {
        "choice": triage.choice.value,
        "sort": triage.sort.value,
        "reasons": [reason.value for reason in triage.reasons],
        "private": triage.private,
        "abstained": triage.abstained,
    }
