"""What the configuration knows of a place reaches the screening of its messages."""

from bot.settings import Agency, Channel, Scope, Settings
from bot.surroundings import surrounded
from policies.features.reading import NO_CONTEXT
from tests.policies.messages import detected, message, screener


def test_what_is_the_agencys_own() -> None:
    """Domains, accounts, telephone numbers and names of the agency, and the channel's topics."""
    settings = Settings(
        agency=Agency(accounts=["learnersupport"], phones=["613-555-0142"]),
        channels=[
            Channel(platform="replay", id="page", scope=Scope(en=["loans"], fr=["prêts"])),
        ],
    )
    context = surrounded(NO_CONTEXT, message("Hello"), settings, ["Maya Rivard"])
    assert context.own_accounts == ("learnersupport",)
    assert context.own_numbers == ("613-555-0142",)
    assert context.own_names == ("Learner Support Canada", "Soutien aux apprenants Canada")
    assert context.protected_names == ("Maya Rivard",)
    assert set(context.scope) >= {"loans"}


def test_a_number_that_the_agency_publishes_is_nobodys() -> None:
    """The agency's own number passes in any form; another one is personal data."""
    settings = Settings(agency=Agency(phones=["613-555-0142"]))
    for text, flagged in (("Call (613) 555 0142.", False), ("Call 613-555-0143.", True)):
        one = message(text)
        context = surrounded(NO_CONTEXT, one, settings)
        assert screener().screen(one, detected("en"), context).flagged is flagged
