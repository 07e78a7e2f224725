"""What a reviewer can do with a case as it stands: tried on the aggregate, by role."""

from collections.abc import Sequence
from typing import Final

from bot import case as moves
from bot import post as post_moves
from bot.case import Flow
from bot.moderating import CANNOT
from bot.officialanswers import answered_in_a_post
from bot.postdeciding import may_write
from bot.review.commandwords import Command
from bot.review.moderationdesk import proposed, standing
from bot.review.settledesk import settling_options
from bot.states import CaseState, DraftState, IllegalMove
from bot.storage.actions import STANDING
from bot.storage.postpages import can_give
from bot.storage.posts import PostFile
from bot.storage.publications import Queued
from bot.storage.queue import CardData
from bot.threadreading import targets
from policies.roles import Act, Reviewer
from translations.values import OFFICIAL_LANGUAGES

ALWAYS = (
    Command.NEXT,
    Command.LIST,
    Command.APPEALS,
    Command.POSTS,
    Command.CAMPAIGNS,
    Command.CORRECTIONS,
    Command.FACTS,
    Command.CLAIMS,
    Command.HELP,
    Command.QUIT,
)


_ACTIONS: Final = (Command.HIDE, Command.DELETE, Command.WARN, Command.RESTRICT, Command.BAN)


def case_options(data: CardData, reviewer: Reviewer) -> tuple[Command, ...]:
    """Return the commands that make sense for this person and this case, in their usual order."""
    flow = data.case.flow
    mine = in_hand(flow, reviewer)
    found: list[Command] = []
    if mine is not None:
        found += _replies(mine, reviewer)
        if reviewer.may(Act.MODERATE) and _legal(mine, moves.Close()):
            found += [Command.KEEP, *moderation_options(data)]
        for event, command in (
            (moves.Escalate(), Command.ESCALATE),
            (moves.Snooze(), Command.SNOOZE),
        ):
            if _legal(mine, event):
                found.append(command)
        if answered_in_a_post(data) and may_write(reviewer):
            found.append(Command.OFFICIAL)
        if flow.claimed_by == reviewer.id:
            found.append(Command.RELEASE)
    late = reviewer.may(Act.MODERATE) and standing(data) is not None
    if undoes_decision(data, reviewer) or late:
        found.append(Command.UNDO)
    found += ban_options(data, reviewer)
    if reviewer.may(Act.APPROVE_REPLY):
        found += settling_options(data.publications)
    found.append(Command.ORIGINAL)
    if targets(data, reviewer.lang):
        found.append(Command.READ)
    if reviewer.may(Act.SEE_AUTHOR):
        found.append(Command.AUTHOR)
    return tuple(found)


def moderation_options(data: CardData) -> list[Command]:
    """Return the actions that the platform knows."""
    cannot = {kind.value for kind in CANNOT.get(data.case.platform, ())}
    return [one for one in _ACTIONS if one.value not in cannot]


def ban_options(data: CardData, reviewer: Reviewer) -> list[Command]:
    """Return what a director, and who enters an e-mail, can do about what was done."""
    found: list[Command] = []
    ban = proposed(data)
    if ban is not None and reviewer.may(Act.BAN) and ban.reviewer_id != reviewer.id:
        found += [Command.CONFIRM, Command.DECLINE]
    staff = reviewer.may(Act.MODERATE) or reviewer.may(Act.APPROVE_REPLY)
    if staff and any(one.state in STANDING for one in data.actions):
        found.append(Command.ENTER)
    return found


def in_hand(flow: Flow, reviewer: Reviewer) -> Flow | None:
    """The case as this person would hold it, None where somebody else does or nothing waits."""
    if flow.case is CaseState.CLAIMED:
        return flow if flow.claimed_by == reviewer.id else None
    try:
        return moves.apply(flow, moves.Claim(reviewer=reviewer.id))
    except IllegalMove:
        return None


def _replies(flow: Flow, reviewer: Reviewer) -> list[Command]:
    found = []
    missing = flow.needs - {lang for _, lang in flow.approvals}
    can = frozenset(lang for lang in missing if reviewer.may(Act.APPROVE_REPLY, lang=lang))
    if can and _legal(flow, moves.Approve(reviewer=reviewer.id, languages=can)):
        found.append(Command.APPROVE)
    if reviewer.may(Act.APPROVE_REPLY):
        if _legal(flow, moves.Propose(needs=frozenset())):
            found.append(Command.EDIT)
        if flow.draft is DraftState.PROPOSED and _legal(flow, moves.Reject()):
            found.append(Command.REJECT)
    return found


def _legal(flow: Flow, event: moves.Event) -> bool:
    try:
        moves.apply(flow, event)
    except IllegalMove:
        return False
    return True


def undoes_decision(data: CardData, reviewer: Reviewer) -> bool:
    """Whether the last decision can still be taken back by this person."""
    return _legal(data.case.flow, moves.Undo()) and _may_undo(data, reviewer)


def _may_undo(data: CardData, reviewer: Reviewer) -> bool:
    standing = [one for one in data.decisions if not one.undone]
    if not standing:
        return False
    return standing[-1].reviewer_id == reviewer.id or reviewer.may(Act.MODERATE)


def post_options(
    post: PostFile, reviewer: Reviewer, publications: Sequence[Queued] = ()
) -> tuple[Command, ...]:
    """Return the commands that make sense for this person and this official post."""
    found: list[Command] = []
    flow = post.flow
    if approvals_to_give(post, reviewer):
        found.append(Command.APPROVE)
    if not (reviewer.may(Act.APPROVE_POST) or reviewer.id == flow.author):
        return tuple(found)
    if _legal_post(post, post_moves.EditPost()):
        found.append(Command.EDIT)
    if _legal_post(post, post_moves.Withdraw()):
        found.append(Command.WITHDRAW)
    if halves_to_retry(post, reviewer):
        found.append(Command.RETRY)
    if reviewer.may(Act.APPROVE_POST):
        found += settling_options(publications)
    return tuple(found)


def approvals_to_give(post: PostFile, reviewer: Reviewer) -> tuple[str, ...]:
    """Return the approvals that this person may give: of a text, of a step; the texts first."""
    found = can_give(reviewer, post.flow)
    return tuple(sorted(found, key=lambda one: one not in OFFICIAL_LANGUAGES))


def halves_to_retry(post: PostFile, reviewer: Reviewer) -> tuple[str, ...]:
    """Return the broken halves that this person may send once more."""
    return tuple(
        half
        for half in post.flow.layout.halves
        if reviewer.may(Act.APPROVE_POST, lang=half if half in OFFICIAL_LANGUAGES else None)
        and _legal_post(post, post_moves.RetryHalf(lang=half))
    )


def _legal_post(post: PostFile, event: post_moves.PostMove) -> bool:
    try:
        post_moves.apply(post.flow, event)
    except IllegalMove:
        return False
    return True
