"""Bursts and campaigns in chat: one card for many cases, and one decision for all of them.

What a decision covers is what the card showed: each case with its version. It is carried out in
small steps from the database, so that a restart goes on where it stopped; each case gets its own
record, hold-back and undo, as if it had been decided alone. A case that somebody else took, or that
changed, is left out and named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.bulk import ACTIONS, Bulk, Choice
from bot.deciding import NotAllowed
from bot.moderating import rules
from bot.ports import Button, Outcome, Panel, Typed
from bot.review.chat.campaignpanels import campaign_buttons, campaign_choices, campaign_html
from bot.review.chat.markup import bold, cut, plain, quote
from bot.review.chat.office import Office
from bot.review.chat.presses import Press, button
from bot.review.wording import Reader
from bot.review.wording import shown as visible
from bot.storage import bursts, campaigncards, pages, panels, staff
from bot.storage.bursts import Burst
from bot.storage.campaigncards import CampaignCard, NoSuchCampaign
from bot.storage.pages import Page
from bot.storage.panels import Prompt, Shown
from policies.masking import mask
from policies.roles import Act, Reviewer
from translations.catalogs import Catalog, catalog

KIND: Final = "digest"
EVERY: Final = timedelta(seconds=10)  # how often bursts are looked for
STEP: Final = 25  # cases decided before progress is shown
_SAMPLES: Final = 3
_EXCERPT: Final = 160
_NAMED: Final = 20  # cases that were left out


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a decision for many has come."""

    done: int
    left_out: tuple[int, ...]
    total: int

    @property
    def over(self) -> bool:
        """Whether nothing is left to do."""
        return self.done + len(self.left_out) >= self.total


class DigestChat:
    """The part of the desk in chat that is about bursts."""

    verbs: frozenset[str] = frozenset({"s_all", "s_all_yes", "s_all_no", "s_one"})
    commands: frozenset[str] = frozenset()
    prompts: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset({"burst", "campaign"})

    def __init__(self, office: Office) -> None:
        self._office = office
        self._look_at: datetime | None = None
        self._in_hand_maybe = True  # after a start something may be half done

    # --- what goes on by itself -------------------------------------------------------------

    async def work(self) -> int:
        """Look for bursts, and carry out what was decided; return how much there was to do."""
        now = self._office.app.clock()
        if self._look_at is None or now >= self._look_at:
            self._look_at = now + EVERY
            await self._office.app.thread.run(self._look)
        if not self._in_hand_maybe:
            return 0
        found = await self._office.app.thread.run(self._in_hand)
        self._in_hand_maybe = bool(found)
        for shown, reviewer in found:
            await self._carry_on(shown, reviewer)
        return len(found)

    async def _carry_on(self, shown: Shown, reviewer: Reviewer) -> None:
        progress = await self._office.app.thread.run(self._step, shown, reviewer)
        t = catalog(reviewer.lang)
        key = "chatstaff.burst.over" if progress.over else "chatstaff.burst.doing"
        lines = [t(key, done=progress.done, total=progress.total)]
        if progress.left_out:
            named = ", ".join(f"#{number}" for number in progress.left_out[:_NAMED])
            lines.append(t.plural("chatstaff.burst.left", len(progress.left_out), cases=named))
        if progress.over:
            lines.append(t("chatstaff.burst.undo"))
        panel = Panel(html=plain("\n".join(lines)))
        await self._office.refresh(shown, panel, live=not progress.over)

    # --- what people do ---------------------------------------------------------------------

    async def page(self, page: Page, reviewer: Reviewer, chat: str) -> Outcome | None:
        """Show the card of a burst or a campaign; None where it is over already."""
        if page.kind == "campaign":
            return await self._campaign_page(page, reviewer, chat)
        found = await self._office.app.thread.run(self._burst, page)
        if found is None or not reviewer.may(Act.MODERATE):
            return None
        t = catalog(reviewer.lang)
        rule = self._rule(found)
        detail = {
            "cases": [[one.case_id, one.version, one.message_id] for one in found.cases],
            "rule": rule,
        }
        _, outcome = await self._office.show(
            reviewer,
            chat,
            KIND,
            f"{KIND}:{page.id}",
            lambda number: Panel(html=self._html(found, t), buttons=self._buttons(number, rule, t)),
            detail=detail,
        )
        return outcome

    async def _campaign_page(self, page: Page, reviewer: Reviewer, chat: str) -> Outcome | None:
        card = await self._office.app.thread.run(self._campaign, page)
        decides = reviewer.may(Act.MODERATE) or reviewer.may(Act.APPROVE_REPLY)
        if card is None or not card.waiting or not decides:
            return None
        reader = await self._office.app.thread.run(self._reader, reviewer)
        public = {one.id for one in rules(self._office.app.documents.policy)}
        rule = card.label if card.label in public else None
        detail = {
            "cases": [[one.case_id, one.version, one.message_id] for one in card.waiting],
            "rule": rule,
            "campaign": card.id,
            "by": card.answered_by,
        }
        html = campaign_html(card, reader)
        choices = campaign_choices(card, rule, reviewer)
        _, outcome = await self._office.show(
            reviewer,
            chat,
            KIND,
            f"{KIND}:{page.id}",
            lambda number: Panel(html=html, buttons=campaign_buttons(number, choices, reader.t)),
            detail=detail,
        )
        return outcome

    async def press(self, press: Press) -> str:
        """Ask once more, decide for all, or show the first case."""
        t = catalog(press.reviewer.lang)
        shown = await self._office.app.thread.run(self._fresh, press.panel.id)
        if not shown.live or shown.detail.get("doing"):
            raise NotAllowed("chatstaff.over")
        choice = Choice(press.argument) if press.argument in set(Choice) else Choice.KEEP
        if not press.reviewer.may(choice.act):
            raise NotAllowed("decision.not_your_role")
        match press.verb:
            case "s_all":
                await self._office.refresh(shown, self._sure(shown, press.argument, t))
                return ""
            case "s_all_yes":
                await self._office.app.thread.run(self._begin, shown, press.argument)
                self._in_hand_maybe = True
                return t("chatstaff.burst.begun")
            case _:
                await self._office.refresh(
                    shown, Panel(html=plain(t("chatstaff.burst.one"))), live=False
                )
                return t("chatstaff.burst.one")

    async def command(self, name: str, typed: Typed, reviewer: Reviewer) -> None:
        """Never called: this part has no command."""
        del typed, reviewer
        raise LookupError(name)

    async def answered(self, prompt: Prompt, typed: Typed, reviewer: Reviewer) -> None:
        """Never called: this part asks nothing."""
        del typed, reviewer
        raise LookupError(prompt.kind)

    # --- panels -----------------------------------------------------------------------------

    def _html(self, found: Burst, t: Catalog) -> str:
        why = (
            t("chatstaff.burst.rule", rule=self._rule_name(found.label, t))
            if found.label
            else t("chatstaff.burst.words")
        )
        title = t.plural("chatstaff.burst.title", len(found.cases))
        samples = [
            quote(cut(" ".join(mask(visible(one.text)).split()), _EXCERPT))
            for one in found.cases[:_SAMPLES]
        ]
        return "\n".join([bold(title), plain(f"{found.channel}. {why}"), *samples])

    @staticmethod
    def _buttons(number: int, rule: str | None, t: Catalog) -> tuple[tuple[Button, ...], ...]:
        keep = button(t("chatstaff.button.keep_all"), "s_all", number, "keep")
        one = button(t("chatstaff.button.one_by_one"), "s_one", number)
        if rule is None:
            return ((keep,), (one,))
        delete = button(t("chatstaff.button.delete_all"), "s_all", number, "delete", style="danger")
        return ((keep, delete), (one,))

    def _sure(self, shown: Shown, what: str, t: Catalog) -> Panel:
        cases = _cases(shown)
        rule = self._rule_name(str(shown.detail["rule"] or ""), t)
        words = "chatstaff.burst" if shown.detail.get("campaign") is None else "campaigns"
        by = shown.detail.get("by")
        text = t.plural(f"{words}.sure.{what}", len(cases), rule=rule, number=by)
        domain = "campaigns" if what in {"escalate", "answered"} else "chatstaff"
        return Panel(
            html=plain(text),
            buttons=(
                (
                    button(t(f"{domain}.button.{what}_all"), "s_all_yes", shown.id, what),
                    button(t("chatstaff.button.one_by_one"), "s_all_no", shown.id),
                ),
            ),
        )

    def _rule_name(self, label: str | None, t: Catalog) -> str:
        definition = self._office.app.policy.labels.get(label or "")
        return definition.name[t.lang] if definition is not None else (label or "")

    def _rule(self, found: Burst) -> str | None:
        """Return the rule by which all may be deleted; None where there is no public one."""
        public = {one.id for one in rules(self._office.app.policy)}
        return found.label if found.label in public else None

    # --- on the storage thread --------------------------------------------------------------

    def _look(self) -> None:
        """Ask for a card of each burst; one an hour for each kind of burst."""
        app = self._office.app
        now, limit = app.clock(), app.settings.burst
        since = now - timedelta(minutes=limit.minutes)
        with app.database.read() as connection:
            found = bursts.find(connection, since, limit.cases + 1)
            campaigns = campaigncards.to_show(connection, 2)
        if not found and not campaigns:
            return
        with app.database.write("bursts") as connection:
            for number, newest in campaigns:  # again only where new ones have come
                pages.want(
                    connection,
                    kind="campaign",
                    subject=f"campaign:{number}",
                    key=f"campaign:{number}:{newest:%Y%m%d%H}",
                    now=now,
                    payload={"campaign": number},
                )
            for one in found:
                pages.want(
                    connection,
                    kind="burst",
                    subject="burst:0",
                    key=f"burst:{one.key}:{now:%Y%m%d%H}",
                    now=now,
                    payload={"key": one.key, "since": since.isoformat()},
                )

    def _burst(self, page: Page) -> Burst | None:
        since = datetime.fromisoformat(str(page.payload["since"]))
        with self._office.app.database.read() as connection:
            for one in bursts.find(connection, since, 2):
                if one.key == page.payload["key"]:
                    return one
        return None

    def _campaign(self, page: Page) -> CampaignCard | None:
        try:
            with self._office.app.database.read() as connection:
                return campaigncards.load(connection, int(str(page.payload["campaign"])))
        except NoSuchCampaign:
            return None

    def _reader(self, reviewer: Reviewer) -> Reader:
        return self._office.reader(reviewer)

    def _fresh(self, number: int) -> Shown:
        with self._office.app.database.read() as connection:
            found = panels.load(connection, number)
        if found is None:
            raise NotAllowed("chatstaff.over")
        return found

    def _begin(self, shown: Shown, what: str) -> None:
        if Choice(what) in ACTIONS and shown.detail["rule"] is None:
            raise NotAllowed("chatstaff.over")
        if what == Choice.ANSWERED and not shown.detail.get("by"):
            raise NotAllowed("chatstaff.over")
        app = self._office.app
        with app.database.write("digest") as connection:
            current = panels.load(connection, shown.id)
            if current is None or not current.live or current.detail.get("doing"):
                raise NotAllowed("chatstaff.over")
            doing = {"doing": what, "begun_at": app.clock().isoformat()}
            panels.note(connection, shown.id, detail={**current.detail, **doing})

    def _in_hand(self) -> list[tuple[Shown, Reviewer]]:
        found = []
        with self._office.app.database.read() as connection:
            for shown in bursts.in_hand(connection, KIND):
                now = self._office.app.clock()
                reviewer = staff.reviewer(connection, shown.reviewer_id or 0, now)
                if reviewer is not None:
                    found.append((shown, reviewer))
        return found

    def _step(self, shown: Shown, reviewer: Reviewer) -> Progress:
        """Decide the next cases; what was done already, also before a crash, is skipped."""
        app = self._office.app
        what = str(shown.detail["doing"])
        since = datetime.fromisoformat(str(shown.detail["begun_at"]))
        cases = _cases(shown)
        numbers = [one[0] for one in cases]
        with app.database.read() as connection:
            done = set(bursts.decided(connection, numbers, reviewer.id, what, since))
            now_standing = bursts.standing(connection, cases)
        left_out = [
            number
            for number, version, _ in cases
            if number not in done and now_standing.get(number) != (version, True)
        ]
        todo = [one for one in cases if one[0] not in done and one[0] not in left_out]
        for number, _, message_id in todo[:STEP]:
            if self._decide(what, number, message_id, shown.detail, reviewer):
                done.add(number)
            else:
                left_out.append(number)
        campaign = shown.detail.get("campaign")
        if isinstance(campaign, int) and len(done) + len(left_out) >= len(cases):
            self._bulk().note(campaign, Choice(what), sorted(done), left_out, reviewer, app.clock())
        return Progress(done=len(done), left_out=tuple(sorted(left_out)), total=len(cases))

    def _decide(
        self,
        what: str,
        number: int,
        message_id: int,
        detail: Mapping[str, object],
        reviewer: Reviewer,
    ) -> bool:
        t, by = catalog(reviewer.lang), detail.get("by")
        reason = t("chatstaff.burst.reason")
        if what == Choice.ANSWERED:
            reason = t("campaigns.reason.answered", number=by)
        elif detail.get("campaign") is not None:
            reason = t("campaigns.reason", number=detail["campaign"])
        return self._bulk().decide(
            Choice(what),
            number,
            message_id,
            reviewer,
            reason=reason,
            rule=str(detail["rule"] or ""),
            by=by if isinstance(by, int) else None,
        )

    def _bulk(self) -> Bulk:
        app = self._office.app
        return Bulk(database=app.database, decisions=app.decisions, moderating=app.moderating)


def _cases(shown: Shown) -> Sequence[tuple[int, int, int]]:
    found = shown.detail["cases"]
    rows = found if isinstance(found, list) else []
    return [(int(one[0]), int(one[1]), int(one[2])) for one in rows]
