"""The process that runs translation models, so that a crash or a hang of theirs is not ours.

It reads one request a line from its standard input and writes one answer a line to its standard
output, as JSON. It ends when its input does. It imports nothing of ours: it has to start quickly.
"""

import contextlib
import json
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, TextIO

INPUT_TOKENS: Final = 160  # of one piece: models were trained on sentences
BATCH_TOKENS: Final = 1_024
_LENGTH_PENALTY: Final = 0.2  # as Argos sets it
# Where a sentence that is too long is cut, the best place first.
_CUTS: Final = (re.compile(r"(?<=[.!?;:])\s+"), re.compile(r"(?<=,)\s+"), re.compile(r"\s+"))


class Model:
    """One direction in memory."""

    def __init__(self, request: dict[str, Any]) -> None:
        import ctranslate2

        folder = Path(request["folder"])
        self._tokenizer = _tokenizer(folder, request["source"], request["target"])
        self._prefix = str(request["prefix"])
        self._translator: Any = ctranslate2.Translator(
            str(folder / "model"),
            device="cpu",
            compute_type="int8",
            # Batches side by side, one thread each: two threads on one batch wait for each other.
            inter_threads=int(request["threads"]),
            intra_threads=1,
        )

    def translate(self, texts: Sequence[str], beam: int) -> list[str]:
        """Return one translation per text, in order; a text that is too long goes in pieces."""
        rows: list[list[str]] = []
        plans: list[list[int | str]] = []  # for each text: places in rows, and what lies between
        for text in texts:
            plan: list[int | str] = []
            for number, (piece, gap) in enumerate(self._pieces(text)):
                if number:
                    plan.append(gap)
                tokens = self._tokenizer.encode(piece)
                if tokens:
                    plan.append(len(rows))
                    rows.append(tokens)
            plans.append(plan)
        done = self._batches(rows, beam)
        return [
            "".join(done[one] if isinstance(one, int) else one for one in plan) for plan in plans
        ]

    def _pieces(self, text: str, gap: str = "") -> list[tuple[str, str]]:
        """Return the pieces of a text, each with the space before it; nothing is lost."""
        # Encoding costs: so many characters are never more tokens than that.
        if len(text.encode()) <= INPUT_TOKENS or len(self._tokenizer.encode(text)) <= INPUT_TOKENS:
            return [(text, gap)]
        start, stop = _middle(text)
        halves = self._pieces(text[:start], gap)
        return halves + self._pieces(text[stop:], " " if stop > start else "")

    def _batches(self, rows: list[list[str]], beam: int) -> list[str]:
        done = [""] * len(rows)
        order = sorted(range(len(rows)), key=lambda place: len(rows[place]))
        started: list[tuple[list[int], Any]] = []
        while order:  # the longest first, so that the last ones are short
            longest = len(rows[order[-1]])
            size = max(1, BATCH_TOKENS // longest)
            batch, order = order[-size:], order[:-size]
            results = self._translator.translate_batch(
                [rows[place] for place in batch],
                target_prefix=[[self._prefix]] * len(batch) if self._prefix else None,
                beam_size=beam,
                num_hypotheses=1,
                length_penalty=_LENGTH_PENALTY,
                replace_unknowns=True,
                max_input_length=0,
                max_decoding_length=_most(longest),
                asynchronous=True,
            )
            started.append((batch, results))
        for batch, results in started:
            for place, result in zip(batch, results, strict=True):
                # cut by its own length, so that a text does not depend on those beside it
                tokens = result.result().hypotheses[0][: _most(len(rows[place]))]
                text = self._tokenizer.decode(tokens)
                done[place] = text.removeprefix(self._prefix).strip()
        return done


def _most(tokens: int) -> int:
    """Return how many tokens the translation of so many may have: models can lose their way."""
    return 2 * tokens + 24


class _Pieces:
    """SentencePiece, as the packages use it."""

    def __init__(self, path: Path) -> None:
        import sentencepiece

        self._processor: Any = sentencepiece.SentencePieceProcessor(model_file=str(path))

    def encode(self, text: str) -> list[str]:
        """Return the pieces of a text."""
        pieces: list[str] = self._processor.encode(text, out_type=str)
        return pieces

    def decode(self, tokens: Sequence[str]) -> str:
        """Return the text of pieces."""
        text: str = self._processor.decode_pieces(list(tokens))
        return text.replace("\u2581", " ").replace("_", " ")


def _tokenizer(folder: Path, source: str, target: str) -> Any:
    pieces = folder / "sentencepiece.model"
    if pieces.exists():
        return _Pieces(pieces)
    from argostranslate.tokenizer import BPETokenizer

    tokenizer = BPETokenizer(folder / "bpe.model", source, target)
    tokenizer.encode("a")  # a damaged file is told now
    return tokenizer


def _middle(text: str) -> tuple[int, int]:
    """Return the start and end of the gap nearest to the middle, of the best kind that is near."""
    half = len(text) / 2
    for pattern in _CUTS:
        gaps = [match.span() for match in pattern.finditer(text)]
        gaps = [gap for gap in gaps if len(text) / 5 <= gap[0] <= 4 * len(text) / 5]
        if gaps:
            return min(gaps, key=lambda gap: abs(gap[0] - half))
    place = int(half)
    # never within a mark such as X12QZ, nor within a picture that takes several characters
    for mark in re.finditer(r"X\d+QZ", text):
        if mark.start() < place < mark.end():
            place = mark.start() or mark.end()
    return place, place


class Worker:
    """The models that were asked for, and answers."""

    def __init__(self) -> None:
        self._models: dict[str, tuple[str, Model]] = {}  # by pair: digest and model

    def answer(self, line: str) -> dict[str, Any]:
        """Return the answer to one request; a fault is an answer too."""
        request = json.loads(line)
        try:
            model = self._model(request)
        except Exception as fault:  # noqa: BLE001 - a library may raise anything over a bad file
            return {"fault": "load", "kind": type(fault).__name__}
        # Lone surrogates cannot be encoded for the tokenizer.
        texts = [text.encode("utf-8", "replace").decode() for text in request["texts"]]
        try:
            return {"texts": model.translate(texts, int(request["beam"]))}
        except Exception as fault:  # noqa: BLE001 - as above
            return {"fault": "run", "kind": type(fault).__name__}

    def _model(self, request: dict[str, Any]) -> Model:
        pair = f"{request['source']}-{request['target']}"
        digest, model = self._models.get(pair, ("", None))
        if model is None or digest != request["digest"]:
            self._models.pop(pair, None)
            model = Model(request)
            self._models[pair] = (request["digest"], model)
        return model


def main() -> None:
    """Answer requests until there are no more."""
    answers = _own_output()
    _limit()
    worker = Worker()
    for line in sys.stdin:
        answers.write(json.dumps(worker.answer(line)) + "\n")
        answers.flush()


def _own_output() -> TextIO:
    """Return where answers go; what libraries print goes nowhere."""
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return answers


def _limit() -> None:
    """Leave no dump of what people wrote behind, and be the first to go where memory ends."""
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")


if __name__ == "__main__":
    main()
