"""Official posts in chat: written, approved, put right, and read in one language only.

`LIAISON_SNAPSHOTS=update` writes the snapshots anew.
"""

import os
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.post import Layout
from bot.postcontent import PostContent
from bot.review.chat.markup import stripped
from bot.review.chat.pager import Pager
from bot.review.chat.postchat import PostChat
from bot.settings import CaretakerPeriod, Channel, Settings, StepFile
from bot.states import PostState
from bot.storage import delegations, posts, record
from bot.storage.posts import PostFile
from policies.approvals import Risk, StepKind
from policies.roles import Reviewer, Role
from tests.chat.fakechat import ChatBench
from tests.fakes import CHANNEL, PLATFORM, Mode, build_test_app, live_settings
from translations.values import Bilingual, Official

EN = "The portal is closed on March 9. See https://learnersupport.example/en/portal"
FR = "Le portail est fermé le 9 mars. Voir https://soutienauxapprenants.example/fr/portail"
PLACE = (PLATFORM, CHANNEL)


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., ChatBench]:
    """Build a desk in chat with official posts, on settings that the test changes."""

    def build(**changes: object) -> ChatBench:
        base = live_settings().model_dump() | changes
        settings = Settings.model_validate(base)
        bench = build_test_app(tmp_path, settings=settings)
        return ChatBench(tmp_path, lambda office: [PostChat(office)], bench=bench)

    return build


def people(here: ChatBench) -> tuple[Reviewer, Reviewer, Reviewer]:
    """Return an author and the two approvers; the French one reads French."""
    author = here.hire("Bea", Role.OFFICER)
    english = here.hire("Eva", Role.APPROVER_EN, languages=("en",))
    french = here.hire("Flo", Role.APPROVER_FR, lang="fr", languages=("fr",))
    return author, english, french


def load(here: ChatBench, number: int = 1) -> PostFile:
    """Return a post as it stands."""
    with here.bench.app.database.read() as connection:
        return posts.load(connection, number)


async def told(here: ChatBench) -> None:
    """Send whatever staff have to be told."""
    pager = Pager(here.office, here.parts)
    while await pager.work():
        pass
    await pager.settle()


def submit(here: ChatBench, author: Reviewer, **changes: object) -> int:
    """Put a post into approval."""
    content = PostContent(texts=Bilingual(en=EN, fr=FR), channels={"en": PLACE, "fr": PLACE})
    content = replace(content, **changes)  # type: ignore[arg-type]  # a test names what it changes
    return here.bench.app.posts.submit_content(author, content)[0]


async def test_a_post_is_written_in_chat_and_approved_by_two_others(
    make: Callable[..., ChatBench],
) -> None:
    """From /post to both channels: texts, place, submission, two approvals, and who is told."""
    here = make()
    author, english, french = people(here)
    await here.type(author, "/post")
    await here.type(author, EN)
    assert "French text" in here.chat.last(here.home(author)).html  # no engine: it is asked for
    here.restart()  # the question and the draft survive
    await here.type(author, FR)
    await here.press(author, "Submit for approval")
    assert load(here).flow.state is PostState.IN_APPROVAL
    assert load(here).content.layout is Layout.BILINGUAL  # one live channel: one message there

    await told(here)
    assert "Your approval is wanted." in here.chat.last(here.home(english)).html
    assert "Votre approbation est demandée." in here.chat.last(here.home(french)).html
    answer = await here.press(english, "Approve the English text")
    assert answer == "Approved. Other approvals are missing."
    assert "Eva a approuvé le texte anglais." in here.chat.last(here.home(french)).html
    assert await here.press(french, "Approuver le texte français") == (
        "Approuvé\u00a0: elle a maintenant toutes ses approbations."
    )
    here.bench.clock.forward(seconds=61)
    assert await here.bench.publish() == 1
    assert here.bench.wire.texts() == [load(here).content.outgoing()["both"]]
    await told(here)
    assert "It is out." in here.chat.last(here.home(author)).html
    assert "https://platform.example/1" in here.chat.last(here.home(author)).html


async def test_what_was_typed_and_chosen_stands_on_the_draft(
    make: Callable[..., ChatBench],
) -> None:
    """Texts, time, marks, risk and a pair of channels are chosen before anything is stored."""
    channels = [
        Channel(platform=PLATFORM, id="en-news", mode="live"),
        Channel(platform=PLATFORM, id="fr-news", mode="live"),
        Channel(platform=PLATFORM, id="quiet"),
    ]
    here = make(channels=[one.model_dump() for one in channels])
    author, *_ = people(here)
    for text in ("/post", EN, "Le portail est ouvert."):
        await here.type(author, text)
    with pytest.raises(AssertionError):
        here.chat.with_button(here.home(author), "Submit")  # nowhere to go yet
    await here.press(author, "Where?")
    await here.press(author, "English in fake/en-news")
    await here.press(author, "French in fake/fr-news")
    await here.press(author, "When?")
    await here.type(author, "2026-03-09 8:00")
    await here.press(author, "Change the French text")
    await here.type(author, FR)
    await here.press(author, "Another risk")
    await here.press(author, "Mark as urgent")
    draft = stripped(here.chat.last(here.home(author), buttons=True).html)
    assert "English text: fake/en-news" in draft
    assert "Monday, March 9, 2026" in draft
    assert "Marked as urgent" in draft
    await here.press(author, "Submit for approval")
    content = load(here).content
    assert content.channels == {"en": (PLATFORM, "en-news"), "fr": (PLATFORM, "fr-news")}
    assert (content.risk, content.urgent, content.texts.fr) == (Risk.MEDIUM, True, FR)
    assert content.publish_at is not None


async def test_a_text_with_a_blocking_fault_is_not_submitted(
    make: Callable[..., ChatBench],
) -> None:
    """The draft says what is wrong, in the author's language, and has no button to submit."""
    here = make()
    author = here.hire("Luc", Role.OFFICER, lang="fr")
    for text in ("/publication", f"{FR} [lien]", EN):
        await here.type(author, text)
    bubble = here.chat.last(here.home(author), buttons=True)
    assert "semble être un reste" in bubble.html
    assert not [label for label in bubble.labels if label.startswith("Soumettre")]


async def test_an_edit_voids_what_was_approved_and_old_buttons(
    make: Callable[..., ChatBench],
) -> None:
    """Who presses on a card of before is refused; every card says who changed the text."""
    here = make()
    author, english, french = people(here)
    number = submit(here, author)
    await told(here)
    old = here.chat.with_button(here.home(french), "Approuver le texte français")
    await here.press(english, "Approve the English text")
    await here.type(author, f"/post {number}")
    await here.press(author, "Change the French text")
    await here.type(author, FR.replace("fermé", "ouvert"))
    assert load(here).flow.approvals == {}
    assert "Bea a modifié un texte" in here.chat.last(here.home(french)).html
    answer = await here.press(french, "Approuver le texte français", bubble=old)
    assert answer == (
        "Le texte a changé depuis que vous l'avez lu. Relisez-le avant de l'approuver."
    )
    assert load(here).flow.approvals == {}
    assert await here.press(french, "Approuver le texte français")
    assert load(here).flow.approvals == {"fr": french.id}


async def test_steps_ask_approve_consult_and_tell(make: Callable[..., ChatBench]) -> None:
    """A high risk wants a director; a policy owner is heard; records is told afterwards."""
    steps = [
        StepFile(kind=StepKind.APPROVE, who=Role.DIRECTOR, from_risk="high"),
        StepFile(kind=StepKind.CONSULT, who=Role.POLICY_OWNER),
        StepFile(kind=StepKind.NOTIFY, who=Role.RECORDS),
    ]
    here = make(approval_steps=[one.model_dump() for one in steps])
    author, english, french = people(here)
    director = here.hire("Dia", Role.DIRECTOR, lang="fr")
    owner = here.hire("Cid", Role.POLICY_OWNER)
    records = here.hire("Ron", Role.RECORDS)
    submit(here, author, risk=Risk.HIGH)
    await told(here)
    await here.press(english, "Approve the English text")
    await here.press(french, "Approuver le texte français")
    here.bench.clock.forward(seconds=61)
    assert await here.bench.publish() == 0
    await here.press(owner, "Give an opinion")
    await here.type(owner, "Fine with me.")
    assert "Cid" in here.chat.last(here.home(director)).html
    assert "Fine with me." in here.chat.last(here.home(director)).html
    await here.press(director, "Approuver\u00a0: direction")
    here.bench.clock.forward(seconds=61)
    assert await here.bench.publish() == 2
    await told(here)
    assert "For your information: it is out." in here.chat.last(here.home(records)).html


async def test_one_half_is_out(make: Callable[..., ChatBench]) -> None:
    """A person is told at once, out of hours too, and sends the other half or takes it down."""
    here = make()
    author, english, french = people(here)
    submit(here, author)
    await told(here)
    await here.press(english, "Approve the English text")
    await here.press(french, "Approuver le texte français")
    here.bench.clock.forward(hours=12)
    here.bench.wire.modes = [Mode.OK, Mode.REFUSE]
    await here.bench.publish()
    assert load(here).flow.state is PostState.PARTIAL
    await told(here)
    card = here.chat.last(here.home(french)).html
    assert "Elle n'est pas toute parue." in card
    assert await here.press(french, "Renvoyer le texte français") == "Elle est renvoyée."
    assert await here.bench.publish() == 1
    assert load(here).flow.state is PostState.PUBLISHED


@pytest.mark.parametrize("mode", [Mode.BY_HAND, Mode.REFUSE])
async def test_a_half_is_posted_by_hand(make: Callable[..., ChatBench], mode: Mode) -> None:
    """Whoever can is told at once, gets the text to copy, and says where it stands."""
    here = make()
    author, english, french = people(here)
    submit(here, author)
    await told(here)
    await here.press(english, "Approve the English text")
    await here.press(french, "Approuver le texte français")
    here.bench.clock.forward(hours=12)
    here.bench.wire.modes = [Mode.OK, mode]
    await here.bench.publish()
    await told(here)
    if mode is Mode.REFUSE:
        await here.press(french, "Publier le texte français à la main")
    else:
        card = here.chat.last(here.home(french)).html
        assert "La plateforme ne prend pas ce texte de ma part." in card
        await here.press(french, "Texte français à copier")
    assert here.chat.last(here.home(french)).html.startswith("<code>Le portail est fermé")
    await here.press(french, "Le texte français est publié")
    await here.type(french, "nulle part")
    assert "Ce n'est pas l'adresse" in here.chat.last(here.home(french)).html
    await here.press(french, "Le texte français est publié")
    await here.type(french, "https://page.example/fr/9")
    post = load(here)
    assert post.flow.state is PostState.PUBLISHED
    assert "https://page.example/fr/9" in {one.url for one in post.out}


async def test_taken_down_and_said_how_far(make: Callable[..., ChatBench]) -> None:
    """What the platform cannot remove is said, and a person says when it is gone."""
    here = make()
    author, english, french = people(here)
    submit(here, author)
    await told(here)
    await here.press(english, "Approve the English text")
    await here.press(french, "Approuver le texte français")
    here.bench.clock.forward(seconds=61)
    await here.bench.publish()
    await told(here)
    await here.press(english, "Take down what is out")
    await here.type(english, "wrong day")
    assert load(here).flow.state is PostState.WITHDRAWN
    assert "Retirée par Eva\u00a0: wrong day" in here.chat.last(here.home(french)).html
    await here.bench.app.removal.work()
    await told(here)
    assert "does not let me take it down" in here.chat.last(here.home(english)).html
    await here.press(english, "I removed it by hand")
    assert {one.removal for one in load(here).out} == {"by_hand"}
    with here.bench.app.database.read() as connection:
        kinds = [one.kind for one, _ in record.events(connection, subject="post:1")]
    assert {"post.withdrawn", "publication.removal_refused", "post.removed_by_hand"} <= set(kinds)


async def test_a_correction_says_so_and_links_the_first(
    make: Callable[..., ChatBench],
) -> None:
    """A new post, approved like any other, that says in both texts what it puts right."""
    here = make()
    author, english, french = people(here)
    submit(here, author)
    await told(here)
    await here.press(english, "Approve the English text")
    await here.press(french, "Approuver le texte français")
    here.bench.clock.forward(seconds=61)
    await here.bench.publish()
    await told(here)
    await here.press(author, "Correct it with a new post")
    for text in (EN.replace("March 9", "March 10"), FR.replace("9 mars", "10 mars")):
        await here.type(author, text)
    await here.press(author, "Submit for approval")
    second = load(here, 2)
    assert second.texts.en.startswith(
        "Correction of our post of March 4, 2026. It said something wrong; this is right. "
        "The earlier post: https://platform.example/1\n\nThe portal is closed on March 10."
    )
    assert second.texts.fr.startswith("Correction de notre publication du 4 mars 2026.")
    assert second.flow.state is PostState.IN_APPROVAL


async def test_a_caretaker_period_wants_a_fourth_person(
    make: Callable[..., ChatBench],
) -> None:
    """Urgent posts go out with a second approver; the card says who that can be."""
    period = CaretakerPeriod(first_day=date(2026, 3, 1), last_day=date(2026, 3, 31))
    here = make(caretaker=[period.model_dump()])
    author, english, french = people(here)
    director = here.hire("Dia", Role.DIRECTOR)
    submit(here, author, urgent=True)
    await told(here)
    await here.press(english, "Approve the English text")
    await here.press(french, "Approuver le texte français")
    assert load(here).flow.missing == {"caretaker"}
    await here.press(director, "Approve: second approval of the caretaker period")
    assert load(here).flow.state is PostState.APPROVED


async def test_nobody_writes_without_the_role_and_texts_stay_private(
    make: Callable[..., ChatBench],
) -> None:
    """A moderator is refused; in a group nothing is shown."""
    here = make()
    author, *_ = people(here)
    moderator = here.hire("Gus", Role.MODERATOR)
    said = await here.type(moderator, "/post")
    assert [one.html for one in said] == ["Your role does not allow this."]
    said = await here.type(author, "/posts", chat="-1009")
    assert [one.html for one in said] == [
        "Please write to me in our private chat: texts that are not approved stay there."
    ]


_ENGLISH = re.compile(r"\b(the|and|text|approve|post|of|is|out|by|English|French)\b", re.IGNORECASE)


@pytest.mark.parametrize("lang", ["en", "fr"])
async def test_a_card_in_full(lang: Official, make: Callable[..., ChatBench]) -> None:
    """The whole card with its buttons, in each language; the French one has no English word."""
    steps = [StepFile(kind=StepKind.CONSULT, who=Role.DIRECTOR, topic="portal")]
    here = make(approval_steps=[one.model_dump() for one in steps])
    author = here.hire("Bea", Role.OFFICER)
    reader = here.hire("Flo", Role.APPROVER_FR, lang=lang, languages=("fr",))
    submit(here, author, topic="portal", routine=True)
    await told(here)
    bubble = here.chat.last(here.home(reader))
    shown = stripped(bubble.html) + "\n" + "\n".join(f"[{label}]" for label in bubble.labels)
    if lang == "fr":
        ours = shown.replace(EN, "")
        assert _ENGLISH.findall(ours) == []
    expected = Path(__file__).parent / "snapshots" / f"post.{lang}.txt"
    if os.environ.get("LIAISON_SNAPSHOTS") == "update":
        expected.write_text(f"{shown}\n", "utf-8")
    assert shown == expected.read_text("utf-8").rstrip("\n")


async def test_texts_that_do_not_fit_on_the_card_come_before_it(
    make: Callable[..., ChatBench],
) -> None:
    """Nobody approves what they were not shown: long texts stand whole above the card."""
    here = make()
    author = here.hire("Bea", Role.OFFICER)
    english = here.hire("Eva", Role.APPROVER_EN, languages=("en",))
    long = Bilingual(en=f"{'word ' * 700}{EN}", fr=f"{'mot ' * 800}{FR}")
    submit(here, author, texts=long)
    await told(here)
    shown = "".join(stripped(one.html) for one in here.chat.standing(here.home(english)))
    # a text that goes on has its title on each panel
    words = "".join(shown.split()).replace("Englishtext", "").replace("Frenchtext", "")
    for text in (long.en, long.fr):
        assert "".join(text.split()) in words
    assert all(len(one.html) <= 4096 for one in here.chat.sent)


async def test_two_people_press_at_once(make: Callable[..., ChatBench]) -> None:
    """The second reads on the card who was first; the same press twice does no harm."""
    here = make()
    author = here.hire("Bea", Role.OFFICER)
    first = here.hire("Eva", Role.APPROVER_EN, languages=("en",))
    second = here.hire("Edo", Role.APPROVER_EN, languages=("en",))
    submit(here, author)
    await told(here)
    mine = here.pressed(first, here.chat.last(here.home(first)), "Approve the English text")
    theirs = here.pressed(second, here.chat.last(here.home(second)), "Approve the English text")
    for press in (mine, theirs, mine):
        await here.handle(press)
    assert [alert for *_, alert in here.chat.answers] == [False, True, False]
    assert here.chat.answers[1][1].startswith("Somebody else has given this approval already")
    assert "Eva" in stripped(here.chat.last(here.home(second)).html)
    assert load(here).flow.approvals == {"en": first.id}


async def test_delegations_add_roles_and_no_languages(make: Callable[..., ChatBench]) -> None:
    """For some days somebody gives a director's approval; nobody approves a language they lack."""
    step = StepFile(kind=StepKind.APPROVE, who=Role.DIRECTOR)
    here = make(approval_steps=[step.model_dump()])
    author, _, french = people(here)
    director = here.hire("Dia", Role.DIRECTOR)
    deputy = here.hire("Cid", Role.POLICY_OWNER, languages=("en",))
    now = here.bench.clock()
    with here.bench.app.database.write("test") as connection:
        for absent in (director, french):
            delegations.add(
                connection,
                from_id=absent.id,
                to_id=deputy.id,
                roles=absent.roles,
                starts_at=now,
                ends_at=now + timedelta(days=2),
                created_by=author.id,
                now=now,
            )
    submit(here, author)
    await told(here)
    bubble = here.chat.last(here.home(deputy))
    offered = [label for label in bubble.labels if label.startswith("Approve")]
    assert offered == ["Approve: director"]
    await here.press(deputy, "Approve: director")
    assert load(here).flow.approvals == {"director": deputy.id}
    submit(here, author, urgent=True)
    await told(here)
    late = here.chat.last(here.home(deputy))
    here.bench.clock.forward(days=3)
    answer = await here.press(deputy, "Approve: director", bubble=late)
    assert answer == "Your role does not let you approve this text."
    assert load(here, 2).flow.approvals == {}
