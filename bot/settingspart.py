"""What the groups of the settings have in common."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A group of keys: a key that is not known is an error, and nothing is changed by use."""

    model_config = ConfigDict(extra="forbid", frozen=True)
