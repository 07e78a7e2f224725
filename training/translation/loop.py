"""The training of one direction: for a given time, from where it stopped, to a finished model.

The learning rate follows the time that is used up, not steps: it rises, stays, and falls to nothing
at the end, so that any time at all ends in a model that has settled.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor

from training.translation.loss import smoothed_loss
from training.translation.mixture import Example, batches, examples, target_pieces
from training.translation.model import Shape, Translator
from training.translation.normalizing import Pair
from training.translation.vocabulary import END, PADDING

SMOOTHING: Final = 0.1
WARM: Final = 0.03  # share of the time in which the rate rises
FALL: Final = 0.6  # share of the time from the end in which it falls
SAVE_EVERY_S: Final = 300
AVERAGED_OVER: Final = 300  # steps, about
AVERAGE_EVERY: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How to train."""

    seconds: float  # of training in all, stops not counted
    tokens: int = 2_500  # target pieces in a batch, padding included
    rate: float = 2e-3
    seed: int = 1


@dataclass(slots=True, kw_only=True)
class Progress:
    """Where a training stands."""

    spent_s: float = 0.0
    steps: int = 0
    round: int = 0
    batch: int = 0  # of the round
    tokens: int = 0  # target pieces seen
    losses: list[float] = field(default_factory=list)


def rate_at(share: float) -> float:
    """Return the learning rate, as a share of its highest, after a share of the time."""
    if share < WARM:
        return max(share / WARM, 0.01)
    return min(1.0, max(0.0, (1 - share) / FALL))


class Training:
    """A network, its average, its optimizers and where it stands: kept in one file."""

    def __init__(self, shape: Shape, plan: Plan, file: Path) -> None:
        torch.manual_seed(plan.seed)
        self.plan, self.file = plan, file
        self.network = Translator(shape)
        self.average = {name: weight.clone() for name, weight in self.network.state_dict().items()}
        self.optimizers = _optimizers(self.network, plan)
        self.progress = Progress()

    def resume(self) -> None:
        """Go on from the file, if there is one."""
        if not self.file.exists():
            return
        kept = torch.load(self.file, weights_only=True)
        self.network.load_state_dict(kept["network"])
        self.average = kept["average"]
        for optimizer, state in zip(self.optimizers, kept["optimizers"], strict=True):
            optimizer.load_state_dict(state)
        self.progress = Progress(**kept["progress"])

    def save(self) -> None:
        """Write the file, whole or not at all."""
        kept = {
            "network": self.network.state_dict(),
            "average": self.average,
            "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
            "progress": asdict(self.progress),
            "shape": asdict(self.network.shape),
        }
        partial = self.file.with_suffix(".part")
        torch.save(kept, partial)
        partial.replace(self.file)

    def step(self, batch: Sequence[Example], rate: float) -> float:
        """Learn from one batch and return its loss."""
        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = rate
        loss = loss_of(self.network, batch)
        loss.backward()  # type: ignore[no-untyped-call] # torch
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        for optimizer in self.optimizers:
            optimizer.step()
            optimizer.zero_grad()
        self.progress.steps += 1
        self.progress.tokens += sum(len(one.target) + 1 for one in batch)
        if self.progress.steps % AVERAGE_EVERY == 0:
            self._average()
        return loss.item()

    def _average(self) -> None:
        keep = min(
            1 - AVERAGE_EVERY / AVERAGED_OVER, self.progress.steps / (self.progress.steps + 50)
        )
        for name, weight in self.network.state_dict().items():
            self.average[name].lerp_(weight, 1 - keep)


def train(
    training: Training,
    pairs: Sequence[Pair],
    watched: Sequence[Pair],
    langs: tuple[str, str],
    pieces: Any,
    *,
    on_save: Callable[[Training], None] = lambda _: None,
) -> None:
    """Train until the time of the plan is used up; save, and tell, every five minutes."""
    plan, progress = training.plan, training.progress
    checks = batches(examples(watched, langs, -1, pieces), plan.tokens, 0)
    last = time.monotonic()
    saved = progress.spent_s
    while progress.spent_s < plan.seconds:
        parts = batches(examples(pairs, langs, progress.round, pieces), plan.tokens, progress.round)
        for batch in parts[progress.batch :]:
            rate = plan.rate * rate_at(progress.spent_s / plan.seconds)
            progress.losses.append(training.step(batch, rate))
            progress.batch += 1
            now = time.monotonic()
            progress.spent_s += now - last
            last = now
            done = progress.spent_s >= plan.seconds
            if done or progress.spent_s - saved >= SAVE_EVERY_S:
                saved = progress.spent_s
                _tell(training, checks, rate)
                training.save()
                on_save(training)
            if done:
                return
        progress.round, progress.batch = progress.round + 1, 0


def loss_of(network: Translator, batch: Sequence[Example]) -> Tensor:
    """Return the loss of a network on a batch."""
    source = _padded([[*one.source, END] for one in batch])
    target = _padded([target_pieces(one) for one in batch])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        vectors = network(source, target[:, :-1], PADDING)
    wanted = target[:, 1:].reshape(-1)
    real = wanted != PADDING
    return smoothed_loss(
        vectors.reshape(len(wanted), -1)[real],
        network.embedding.weight,
        network.bias,
        wanted[real],
        SMOOTHING,
    )


def _padded(rows: Sequence[Sequence[int]]) -> Tensor:
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[PADDING] * (longest - len(row))] for row in rows])


def _optimizers(network: Translator, plan: Plan) -> list[torch.optim.Optimizer]:
    # Muon for the matrices: after two minutes its loss was 0.4 below that of AdamW alone.
    matrices: list[Tensor] = []
    rest: list[Tensor] = []
    for name, weight in network.named_parameters():
        (matrices if weight.ndim == 2 and name != "embedding.weight" else rest).append(weight)
    return [
        torch.optim.Muon(matrices, lr=plan.rate, weight_decay=0.01, adjust_lr_fn="match_rms_adamw"),
        torch.optim.AdamW(rest, lr=plan.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True),
    ]


def _tell(training: Training, checks: Sequence[Sequence[Example]], rate: float) -> None:
    progress = training.progress
    current = {name: weight.clone() for name, weight in training.network.state_dict().items()}
    training.network.load_state_dict(training.average)
    training.network.eval()
    with torch.no_grad():
        losses = [(loss_of(training.network, batch).item(), len(batch)) for batch in checks]
    training.network.train()
    training.network.load_state_dict(current)
    recent = progress.losses[-200:]
    told = {
        "spent_s": round(progress.spent_s),
        "steps": progress.steps,
        "tokens": progress.tokens,
        "round": progress.round,
        "loss": round(sum(recent) / len(recent), 3),
        "watched": round(sum(loss * n for loss, n in losses) / sum(n for _, n in losses), 3),
        "rate": rate,
    }
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()
    del progress.losses[:-200]
