"""The features of one message: what the rules of a policy can ask about.

Each module reads one family: a function `read_…(reading, features)` that sets values, each with the
spans of the original text that show it. `reader` runs them all.
"""

from policies.features.reader import FeatureReader
from policies.features.reading import Context, Reading
from policies.features.values import Features

__all__ = ["Context", "FeatureReader", "Features", "Reading"]
