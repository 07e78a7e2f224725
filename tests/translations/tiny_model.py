"""A real model package, tiny and untrained: real libraries and files, only the words are noise."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

_SENTENCES = [
    "the loan is repaid each month",
    "le prêt est remboursé chaque mois",
    "you do not pay interest",
    "vous ne payez pas d'intérêts",
    "apply before the deadline",
    "présentez une demande",
    "questions",
]


def build_package(path: Path, *, version: str = "1.0", seed: int = 1) -> Path:
    """Write a package en → fr with a SentencePiece tokenizer and a one-layer transformer."""
    import sentencepiece

    pieces = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(_SENTENCES * 3),
        model_writer=pieces,
        vocab_size=60,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    processor = sentencepiece.SentencePieceProcessor(model_proto=pieces.getvalue())
    tokens = [processor.id_to_piece(number) for number in range(processor.get_piece_size())]
    model = path.parent / f"model-{version}-{seed}"
    _save_transformer(model, tokens, seed)
    metadata = {
        "package_version": version,
        "argos_version": "1.9",
        "from_code": "en",
        "from_name": "English",
        "to_code": "fr",
        "to_name": "French",
    }
    with zipfile.ZipFile(path, "w") as zipped:
        zipped.writestr("en_fr/metadata.json", json.dumps(metadata))
        zipped.writestr("en_fr/README.md", "# Test model\n\nLicence: CC0, made for tests\n")
        zipped.writestr("en_fr/sentencepiece.model", pieces.getvalue())
        for file in sorted(model.rglob("*")):
            if file.is_file():
                zipped.write(file, f"en_fr/model/{file.relative_to(model).as_posix()}")
    return path


def _save_transformer(folder: Path, tokens: list[str], seed: int) -> None:
    import numpy as np
    from ctranslate2.converters import marian
    from ctranslate2.specs import transformer_spec

    width = 8
    random = np.random.default_rng(seed)

    class Weights(dict[str, Any]):
        """Weights of any name, made up as they are asked for."""

        def get(self, name: str, default: Any = None) -> Any:
            shape = _shape(name, width, len(tokens))
            if shape is None:
                return default
            return random.normal(size=shape).astype(np.float32)

        def __getitem__(self, name: str) -> Any:
            if "_pre" in name:
                raise KeyError(name)
            return np.ones((1, width), np.float32)

    spec = transformer_spec.TransformerSpec.from_config((1, 1), 2, pre_norm=False)
    marian.set_transformer_spec(spec, Weights())
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.config.add_source_eos = True
    spec.validate()
    folder.mkdir()
    spec.save(str(folder))


def _shape(name: str, width: int, size: int) -> tuple[int, ...] | None:
    if name == "decoder_ff_logit_out_W":
        return (width, size)
    if name == "decoder_ff_logit_out_b":
        return (1, size)
    if name.endswith("_Wemb"):
        return (size, width)
    if name == "Wpos" or "_Wt" in name:
        return None
    if "_b" in name:
        return (1, 16 if name.endswith("ffn_b1") else width)
    if name.endswith("ffn_W1"):
        return (width, 16)
    if name.endswith("ffn_W2"):
        return (16, width)
    return (width, width)
