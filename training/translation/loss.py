"""Cross-entropy with label smoothing, computed a few rows at a time.

The scores of a batch over the whole vocabulary are the largest thing of the training. Torch walks
over them about ten times; here each part stays in the processor's cache and its gradient is made at
once, which on a CPU takes half the time.
"""

from typing import Any, Final

import torch
from torch import Tensor

ROWS: Final = 128


class _Smoothed(torch.autograd.Function):
    @staticmethod
    def forward(  # type: ignore[override] # torch declares (*args, **kwargs)
        ctx: Any, vectors: Tensor, weight: Tensor, bias: Tensor, wanted: Tensor, smoothing: float
    ) -> Tensor:
        """Return the mean loss and keep the gradients for `backward`."""
        count, size = len(wanted), len(bias)
        seen, table = vectors.to(torch.bfloat16), weight.to(torch.bfloat16)
        by_vector = torch.empty_like(seen)
        by_weight = torch.zeros_like(weight)
        by_bias = torch.zeros_like(bias)
        total = torch.zeros(())
        for start in range(0, count, ROWS):
            rows = seen[start : start + ROWS]
            right = wanted[start : start + ROWS, None]
            scores = (rows @ table.T).float().add_(bias)
            top = scores.logsumexp(1, keepdim=True)
            total += (top - (1 - smoothing) * scores.gather(1, right)).sum()
            total -= smoothing / size * scores.sum()
            slope = scores.sub_(top).exp_().sub_(smoothing / size)
            slope.scatter_add_(1, right, torch.full(right.shape, smoothing - 1.0))
            by_bias += slope.sum(0)
            half = slope.to(torch.bfloat16)
            by_vector[start : start + ROWS] = half @ table
            by_weight += half.T @ rows
        ctx.save_for_backward(
            by_vector.to(vectors.dtype) / count, by_weight / count, by_bias / count
        )
        return total / count

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor | None, ...]:  # type: ignore[override] # as above
        """Return the gradients that were made on the way."""
        by_vector, by_weight, by_bias = ctx.saved_tensors
        return grad * by_vector, grad * by_weight, grad * by_bias, None, None


def smoothed_loss(
    vectors: Tensor, weight: Tensor, bias: Tensor, wanted: Tensor, smoothing: float
) -> Tensor:
    """Return the mean cross-entropy of `vectors @ weight.T + bias` against the wanted pieces."""
    loss: Tensor = _Smoothed.apply(vectors, weight, bias, wanted, smoothing)  # type: ignore[no-untyped-call] # torch
    return loss
