"""The card of a campaign in chat: text and buttons, pure."""

from collections.abc import Sequence

from bot.bulk import Choice
from bot.ports import Button
from bot.review.campaignsections import campaign_sections
from bot.review.chat.folding import Block, fold
from bot.review.chat.presses import button
from bot.review.wording import Reader
from bot.storage.campaigncards import CampaignCard
from policies.roles import Reviewer
from translations.catalogs import Catalog

_OFFERED = (Choice.KEEP, Choice.DELETE, Choice.ANSWERED, Choice.ESCALATE)  # nothing is hidden here


def campaign_html(card: CampaignCard, reader: Reader) -> str:
    """Return the text of the card."""
    blocks = [
        Block(name=one.name, title=one.title, body="\n".join(line.strip() for line in one.lines))
        for one in campaign_sections(card, reader)
    ]
    return fold(blocks).html


def campaign_choices(
    card: CampaignCard, rule: str | None, reviewer: Reviewer
) -> tuple[Choice, ...]:
    """Return what this person may decide for all that wait on the card."""
    return tuple(
        choice
        for choice in _OFFERED
        if reviewer.may(choice.act)
        and (choice is not Choice.DELETE or rule is not None)
        and (choice is not Choice.ANSWERED or card.answered_by is not None)
    )


def campaign_buttons(
    number: int, choices: Sequence[Choice], t: Catalog
) -> tuple[tuple[Button, ...], ...]:
    """Return the buttons of the card, two in a row."""
    made = [
        button(
            t(f"{_domain(choice)}.button.{choice}_all"),
            "s_all",
            number,
            choice.value,
            style="danger" if choice is Choice.DELETE else None,
        )
        for choice in choices
    ]
    made.append(button(t("chatstaff.button.one_by_one"), "s_one", number))
    return tuple(tuple(made[at : at + 2]) for at in range(0, len(made), 2))


def _domain(choice: Choice) -> str:
    return "campaigns" if choice in {Choice.ESCALATE, Choice.ANSWERED} else "chatstaff"
