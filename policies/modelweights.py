"""The classifier's weights: a JSON file that says what they are, and the plain numbers themselves.

`model.json` names inputs, labels, calibration, thresholds and where the training texts came from;
`weights.bin` holds the arrays one after the other, little-endian, half precision. Nothing in them
can run.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, ValidationError

from policies.errors import ClassifierError
from policies.faults import said
from policies.featurelist import FEATURES
from policies.modelinputs import OWN

SHIPPED: Final = Path(__file__).parent / "data" / "classifier"
DESCRIPTION: Final = "model.json"
NUMBERS: Final = "weights.bin"
LABELS: Final = ("hate", "abuse", "threat", "spam")

Floats = NDArray[np.float32]
ByLanguage = Mapping[Literal["en", "fr"], FiniteFloat]


class Curve(BaseModel):
    """How a score becomes a probability: 1 / (1 + exp(-(slope × score + offset)))."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    slope: Annotated[FiniteFloat, Field(gt=0)]
    offset: FiniteFloat


class Origin(BaseModel):
    """A set of texts that the weights were learned from; its texts are not kept."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    licence: str
    texts: int = Field(ge=0)


class Description(BaseModel):
    """What `model.json` says."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal[1]
    name: str
    encoder: str  # fingerprint: vectors of another encoder mean nothing to these weights
    vector: int = Field(ge=1, le=4_096)
    hidden: int = Field(ge=1, le=1_024)
    buckets: Literal[16_384]
    labels: tuple[Literal["hate", "abuse", "threat", "spam"], ...]
    numbers: tuple[str, ...]
    calibration: Mapping[str, Mapping[Literal["en", "fr"], Curve]]
    thresholds: Mapping[str, ByLanguage]  # of the score, not of the probability
    false_flags_pct: FiniteFloat  # that the thresholds were chosen for, of ordinary comments
    origins: tuple[Origin, ...]
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")  # of weights.bin


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The arrays: one hidden layer over vector and numbers, and one row a bucket."""

    about: Description
    hidden: Floats  # inputs x hidden
    hidden_bias: Floats
    out: Floats  # hidden x labels
    direct: Floats  # inputs x labels
    shapes: Floats  # buckets x labels
    bias: Floats


def layout(about: Description) -> dict[str, tuple[int, ...]]:
    """Return the shape of each array, in the order in which they stand in the file."""
    inputs, labels = about.vector + len(about.numbers), len(about.labels)
    return {
        "hidden": (inputs, about.hidden),
        "hidden_bias": (about.hidden,),
        "out": (about.hidden, labels),
        "direct": (inputs, labels),
        "shapes": (about.buckets, labels),
        "bias": (labels,),
    }


def load_weights(folder: Path = SHIPPED) -> Weights:
    """Read a model.

    Raises:
        ClassifierError: files are missing, changed, or ask for features that do not exist.
    """
    try:
        description = (folder / DESCRIPTION).read_bytes()
        raw = (folder / NUMBERS).read_bytes()
        about = Description.model_validate_json(description)
    except (OSError, ValidationError) as fault:
        raise ClassifierError(said("policies.classifier.unreadable", folder=folder)) from fault
    unknown = [name for name in about.numbers if name not in FEATURES and name not in OWN]
    if unknown:
        raise ClassifierError(said("policies.classifier.features", names=", ".join(unknown)))
    shapes = layout(about)
    wanted = sum(int(np.prod(shape)) for shape in shapes.values()) * 2
    if hashlib.sha256(raw).hexdigest() != about.sha256 or len(raw) != wanted:
        raise ClassifierError(said("policies.classifier.unreadable", folder=folder))
    values = np.frombuffer(raw, dtype="<f2").astype(np.float32)
    if not np.isfinite(values).all():
        raise ClassifierError(said("policies.classifier.unreadable", folder=folder))
    arrays: dict[str, Floats] = {}
    at = 0
    for name, shape in shapes.items():
        size = int(np.prod(shape))
        arrays[name] = values[at : at + size].reshape(shape)
        at += size
    return Weights(about=about, **arrays)


def save_weights(folder: Path, about: Mapping[str, object], arrays: Mapping[str, Floats]) -> None:
    """Write a model; the description is completed by the hash of the numbers."""
    provisional = Description.model_validate({**about, "sha256": "0" * 64})
    parts = [arrays[name].astype("<f2").tobytes() for name in layout(provisional)]
    raw = b"".join(parts)
    done = {**about, "sha256": hashlib.sha256(raw).hexdigest()}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NUMBERS).write_bytes(raw)
    (folder / DESCRIPTION).write_text(
        json.dumps(done, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
