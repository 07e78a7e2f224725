"""Who needs the classifier: policies that ask for it, and messages in which it could see something.

Nothing here loads it.
"""

from policies.features import Features
from policies.modelinputs import may_matter
from policies.policy import Policy
from policies.rules import Condition
from policies.screening import Item
from translations.values import OFFICIAL_LANGUAGES, UNDETERMINED


def asks_for_model(policy: Policy) -> bool:
    """Whether any rule or exception of a policy looks at what the classifier says."""
    conditions = [rule.when for rule in policy.rules] + [
        each.when or "" for each in policy.exceptions
    ]
    return any("model_" in when and _names_model(when) for when in conditions)


def needs_model(item: Item, features: Features) -> bool:
    """Whether the classifier has a say on a message: it knows two languages, and needs a sign."""
    message, detection, _ = item
    return (
        bool(message.text.strip())
        and (detection.lang in OFFICIAL_LANGUAGES or detection.lang == UNDETERMINED)
        and may_matter(message.text, features)
    )


def _names_model(when: str) -> bool:
    return any(name.startswith("model_") for name in Condition(when).names)
