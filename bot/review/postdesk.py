"""What a reviewer does with the official post that is open."""

from bot.review.commandwords import Command, Typed
from bot.review.conversation import Abandoned, Conversation
from bot.review.options import approvals_to_give, halves_to_retry, post_options
from bot.review.postcards import need_name, post_card
from bot.review.queuelist import in_doubt
from bot.review.settledesk import SettleDesk
from bot.review.sheet import sheet
from bot.storage import posts
from bot.storage.posts import PostFile
from bot.storage.publications import Queued
from translations.values import OFFICIAL_LANGUAGES, Bilingual


class PostDesk:
    """One open official post: both halves as they were shown are what an approval binds to."""

    def __init__(self, talk: Conversation, post_id: int) -> None:
        self._talk = talk
        self._post_id = post_id
        self._post = self._load()
        self._publications = self._doubtful()
        self._settling = SettleDesk(talk)

    def options(self) -> tuple[Command, ...]:
        """Return what this person can do with the post as it was shown."""
        return post_options(self._post, self._talk.reviewer, self._publications)

    def show(self) -> None:
        """Show the post, as it stands now."""
        self._post = self._load()
        self._publications = self._doubtful()
        findings = self._talk.office.posts.checks(self._post.content)
        reader = self._talk.reader()
        card = post_card(
            self._post,
            reader,
            self._publications,
            findings=findings,
            waits=self._talk.office.posts.waits_until(self._post),
        )
        self._talk.show_card(card)
        if self.options():
            self._talk.show_options(self.options())

    def do(self, typed: Typed) -> None:
        """Do what was typed.

        Raises:
            Abandoned: it was refused or not finished; the person knows why.
        """
        if typed.command not in self.options():
            self._talk.say("desk.not_now", command=self._talk.word(typed.command))
            if self.options():
                self._talk.show_options(self.options())
            raise Abandoned
        match typed.command:
            case command if self._settling.handles(command):
                self._settling.do(command, self._publications)
            case Command.APPROVE:
                self._approve(typed.argument)
            case Command.EDIT:
                self._edit()
            case Command.WITHDRAW:
                self._withdraw(typed.argument)
            case Command.RETRY:
                self._retry(typed.argument)
        self.show()

    def leave(self) -> None:
        """Nothing is claimed: there is nothing to give back."""

    def _load(self) -> PostFile:
        with self._talk.office.database.read() as connection:
            return posts.load(connection, self._post_id)

    def _doubtful(self) -> list[Queued]:
        """The halves that a person has to settle."""
        with self._talk.office.database.read() as connection:
            found = in_doubt(connection)
        return [one for one in found if one.post_id == self._post_id]

    def _approve(self, argument: str) -> None:
        talk, post = self._talk, self._post
        needs = approvals_to_give(post, talk.reviewer)
        if not argument and len(needs) > 1 and not set(needs) <= set(OFFICIAL_LANGUAGES):
            choices = "; ".join(f"{one} ({need_name(one, talk.t)})" for one in needs)
            talk.say("post.which", choices=choices)
        need = talk.ask_language(needs, argument)
        texts = need in OFFICIAL_LANGUAGES
        act = talk.office.posts.approve_half if texts else talk.office.posts.approve_step
        talk.tried(lambda: act(post.id, talk.reviewer, need, text_hash=post.text_hash))
        if texts:
            talk.say("desk.done.post_approved", language=talk.t(f"desk.language.{need}"))
        else:
            talk.say("post.done.step_approved", step=need_name(need, talk.t))

    def _edit(self) -> None:
        talk, post = self._talk, self._post
        about = talk.t("desk.sheet.about_post", number=post.id)
        texts, file = talk.edit_sheet(sheet(post.texts.as_mapping(), talk.t, about=about))
        if not all(texts[lang] for lang in OFFICIAL_LANGUAGES):
            talk.say("desk.post.both_needed")
            talk.say_kept(file)
            raise Abandoned
        if self._load().text_hash != post.text_hash:
            talk.say("decision.stale")
            talk.say_kept(file)
            raise Abandoned
        both = Bilingual(en=texts["en"], fr=texts["fr"])
        talk.tried(lambda: talk.office.posts.edit(post.id, talk.reviewer, both), file=file)
        talk.say("desk.done.post_edited")

    def _withdraw(self, argument: str) -> None:
        talk = self._talk
        if not talk.ask_yes("desk.ask.withdraw"):
            talk.say("desk.nothing_decided")
            raise Abandoned
        reason = talk.ask_reason(argument)
        talk.tried(
            lambda: talk.office.posts.withdraw(self._post_id, talk.reviewer, reason), typed=reason
        )
        talk.say("desk.done.post_withdrawn")

    def _retry(self, argument: str) -> None:
        talk = self._talk
        half = talk.ask_language(halves_to_retry(self._post, talk.reviewer), argument)
        talk.tried(lambda: talk.office.posts.retry_half(self._post_id, talk.reviewer, half))
        if half in OFFICIAL_LANGUAGES:
            talk.say("desk.done.post_retried", language=talk.t(f"desk.language.{half}"))
        else:
            talk.say("post.done.retried")
