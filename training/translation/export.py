"""From a trained network to a package: CTranslate2 in 8 bits, zipped as Argos packages are."""

import json
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from ctranslate2.specs import TransformerSpec
from torch import Tensor

from training.translation.model import Shape, sinusoids
from training.translation.vocabulary import load

NAMES: Final = {"en": "English", "fr": "French"}
_STAMP: Final = (
    2026,
    1,
    1,
    0,
    0,
    0,
)  # of files in the zip, so that equal models make equal packages


def write_package(
    weights: Mapping[str, Tensor],
    shape: Shape,
    pieces: Path,
    package: Path,
    *,
    langs: tuple[str, str],
    version: str,
    readme: str,
) -> None:
    """Write a package that `liaison models install` takes.

    Args:
        weights: of `Translator`, by name.
        shape: its sizes.
        pieces: the SentencePiece model.
        package: the file to write.
        langs: source and target.
        version: of the package; "compact" belongs in it.
        readme: what the package says of itself, with its licence.
    """
    source, target = langs
    metadata = {
        "package_version": version,
        "argos_version": "1.9",
        "from_code": source,
        "from_name": NAMES[source],
        "to_code": target,
        "to_name": f"{NAMES[target]} (compact)",
        "type": "translate",
        "compact": True,
        "license": "MIT; trained on OGL-Canada, CC BY 2.0 FR, MIT and CC0 data",
    }
    with tempfile.TemporaryDirectory() as folder:
        inside = Path(folder) / f"translate-{source}_{target}-compact"
        inside.mkdir()
        write_model(weights, shape, pieces, inside / "model")
        shutil.copyfile(pieces, inside / "sentencepiece.model")
        (inside / "metadata.json").write_text(json.dumps(metadata, indent=2) + "\n", "utf-8")
        (inside / "README.md").write_text(readme, "utf-8")
        partial = package.with_suffix(".part")
        _zip(inside, partial)
        partial.replace(package)


def write_model(weights: Mapping[str, Tensor], shape: Shape, pieces: Path, folder: Path) -> None:
    """Write a CTranslate2 model in 8 bits."""
    spec = TransformerSpec.from_config(
        (shape.encoder_layers, shape.decoder_layers), shape.heads, pre_norm=True
    )
    # Copies: the conversion to 8 bits multiplies in place.
    _fill(spec, {name: tensor.float().numpy().copy() for name, tensor in weights.items()}, shape)
    spec.register_source_vocabulary(vocabulary := _vocabulary(pieces))
    spec.register_target_vocabulary(vocabulary)
    spec.config.bos_token, spec.config.eos_token, spec.config.unk_token = "<s>", "</s>", "<unk>"
    spec.config.add_source_eos = True
    spec.config.decoder_start_token = spec.config.bos_token
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir()
    spec.save(str(folder))


def _vocabulary(pieces: Path) -> list[str]:
    model = load(pieces)
    return [model.id_to_piece(number) for number in range(model.get_piece_size())]


def _fill(spec: Any, weights: Mapping[str, np.ndarray[Any, Any]], shape: Shape) -> None:
    places = sinusoids(shape.longest, shape.width).numpy()
    for side, name in ((spec.encoder, "encoder"), (spec.decoder, "decoder")):
        side.scale_embeddings = True
        side.position_encodings.encodings = places
        _norm(side.layer_norm, weights, f"{name}_norm")
        for number, layer in enumerate(side.layer):
            own = f"{name}.{number}."
            _attention(
                layer.self_attention, weights, own + ("attention" if name == "encoder" else "own")
            )
            if name == "decoder":
                _attention(layer.attention, weights, own + "across")
            _norm(layer.ffn.layer_norm, weights, own + "inner.norm")
            _linear(layer.ffn.linear_0, weights, own + "inner.first")
            _linear(layer.ffn.linear_1, weights, own + "inner.second")
    table = weights["embedding.weight"]
    spec.encoder.embeddings[0].weight = table
    spec.decoder.embeddings.weight = table
    spec.decoder.projection.weight = table
    spec.decoder.projection.bias = weights["bias"]


def _attention(spec: Any, weights: Mapping[str, np.ndarray[Any, Any]], name: str) -> None:
    _norm(spec.layer_norm, weights, f"{name}.norm")
    _linear(spec.linear[-1], weights, f"{name}.output")
    if len(spec.linear) == 3:  # across: the queries, then keys and values
        _linear(spec.linear[0], weights, f"{name}.query")
        _linear(spec.linear[1], weights, f"{name}.keys_values")
        return
    for part in ("weight", "bias"):
        joined = [weights[f"{name}.query.{part}"], weights[f"{name}.keys_values.{part}"]]
        setattr(spec.linear[0], part, np.concatenate(joined))


def _norm(spec: Any, weights: Mapping[str, np.ndarray[Any, Any]], name: str) -> None:
    spec.gamma, spec.beta = weights[f"{name}.weight"], weights[f"{name}.bias"]


def _linear(spec: Any, weights: Mapping[str, np.ndarray[Any, Any]], name: str) -> None:
    spec.weight, spec.bias = weights[f"{name}.weight"], weights[f"{name}.bias"]


def _zip(folder: Path, package: Path) -> None:
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as sink:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(str(path.relative_to(folder.parent)), _STAMP)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                sink.writestr(entry, path.read_bytes(), compresslevel=9)
