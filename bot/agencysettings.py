"""The part of the settings about who speaks, and what is said in the agency's name."""

from urllib.parse import urlsplit

from pydantic import Field

from bot.settingspart import Part
from policies.hoursfile import NameFile


class Agency(Part):
    """Who speaks."""

    name: NameFile = NameFile(en="Learner Support Canada", fr="Soutien aux apprenants Canada")
    contact: NameFile = NameFile(  # address of the contact page
        en="https://learnersupport.example/en/contact",
        fr="https://soutienauxapprenants.example/fr/contact",
    )
    policy: NameFile = NameFile(
        en="https://learnersupport.example/en/comment-policy",
        fr="https://soutienauxapprenants.example/fr/politique-commentaires",
    )
    thanks_for_praise: bool = True  # whether praise gets a thank-you, drafted for approval
    official: NameFile | None = None  # name, title and agency of who speaks where a channel says so
    accounts: list[str] = Field(
        default_factory=list
    )  # handles of our accounts, on every platform: never imposters
    phones: list[str] = Field(default_factory=list)  # numbers that we publish: no personal data

    def domains(self) -> tuple[str, ...]:
        """Return the agency's own domains: links there are not held against anyone."""
        pages = (self.contact.en, self.contact.fr, self.policy.en, self.policy.fr)
        hosts = (urlsplit(page).hostname for page in pages)
        return tuple(dict.fromkeys(host for host in hosts if host))


class PrivacyNotice(Part):
    """What /privacy says besides the wording: the law that allows it, and whom to ask."""

    authority: NameFile = NameFile(
        en="the Act under which Learner Support Canada runs its program",
        fr="la loi en vertu de laquelle Soutien aux apprenants Canada gère son programme",
    )
    contact: NameFile = NameFile(
        en="privacy@learnersupport.example", fr="confidentialite@soutienauxapprenants.example"
    )


class Appeals(Part):
    """How an author contests an action."""

    days: int = Field(default=30, ge=1)  # after the action
    email: NameFile = NameFile(
        en="appeals@learnersupport.example", fr="contestations@soutienauxapprenants.example"
    )
