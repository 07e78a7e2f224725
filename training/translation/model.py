"""The network: a small Transformer, layer norm first, one table of embeddings for everything."""

import math
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional

HIDDEN: Final = -1e4  # as a score: nothing is seen of that place


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The sizes of a network."""

    vocabulary: int
    width: int = 256
    inner: int = 1024
    heads: int = 4
    encoder_layers: int = 4
    decoder_layers: int = 2
    dropout: float = 0.0  # with few passes over the data it costs time and teaches nothing
    longest: int = 512  # positions


class Attention(nn.Module):
    """Looks from one sequence at another, or at itself: keys and values come from `memory`."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.norm = nn.LayerNorm(shape.width)
        self.query = nn.Linear(shape.width, shape.width)
        self.keys_values = nn.Linear(shape.width, 2 * shape.width)
        self.output = nn.Linear(shape.width, shape.width)

    def forward(self, x: Tensor, memory: Tensor | None, mask: Tensor) -> Tensor:
        """Return what is to be added to `x`. `mask` is added to the scores: 0, or `HIDDEN`."""
        rows, length, width = x.shape
        normed = self.norm(x)
        seen = normed if memory is None else memory
        q = self.query(normed).view(rows, length, self.heads, -1).transpose(1, 2)
        k, v = self.keys_values(seen).view(rows, seen.shape[1], 2, self.heads, -1).unbind(2)
        # Written out: for short sentences torch's fused attention is slower on a CPU.
        scores = (q * q.shape[-1] ** -0.5) @ k.permute(0, 2, 3, 1)
        weights = (scores + mask).softmax(-1)
        mixed = weights.to(v.dtype) @ v.transpose(1, 2)
        joined: Tensor = self.output(mixed.transpose(1, 2).reshape(rows, length, width))
        return joined


class Inner(nn.Module):
    """The two linear layers of a block."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(shape.width)
        self.first = nn.Linear(shape.width, shape.inner)
        self.second = nn.Linear(shape.inner, shape.width)

    def forward(self, x: Tensor) -> Tensor:
        """Return what is to be added to `x`."""
        added: Tensor = self.second(functional.relu(self.first(self.norm(x))))
        return added


class EncoderLayer(nn.Module):
    """Self-attention, then the inner layers."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.attention = Attention(shape)
        self.inner = Inner(shape)
        self.drop = _dropout(shape)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return the next layer's input."""
        x = x + self.drop(self.attention(x, None, mask))
        seen: Tensor = x + self.drop(self.inner(x))
        return seen


class DecoderLayer(nn.Module):
    """Self-attention on what is written, attention on the source, the inner layers."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.own = Attention(shape)
        self.across = Attention(shape)
        self.inner = Inner(shape)
        self.drop = _dropout(shape)

    def forward(self, x: Tensor, memory: Tensor, mask: Tensor, past: Tensor) -> Tensor:
        """Return the next layer's input."""
        x = x + self.drop(self.own(x, None, past))
        x = x + self.drop(self.across(x, memory, mask))
        seen: Tensor = x + self.drop(self.inner(x))
        return seen


class Translator(nn.Module):
    """The whole network."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocabulary, shape.width)
        self.bias = nn.Parameter(torch.zeros(shape.vocabulary))
        self.register_buffer("places", sinusoids(shape.longest, shape.width), persistent=False)
        self.encoder = nn.ModuleList(EncoderLayer(shape) for _ in range(shape.encoder_layers))
        self.decoder = nn.ModuleList(DecoderLayer(shape) for _ in range(shape.decoder_layers))
        self.encoder_norm = nn.LayerNorm(shape.width)
        self.decoder_norm = nn.LayerNorm(shape.width)
        self.drop = _dropout(shape)
        nn.init.normal_(self.embedding.weight, std=shape.width**-0.5)
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.xavier_uniform_(module.weight)
                nn.init.zeros_(module.bias)

    def encode(self, source: Tensor, mask: Tensor) -> Tensor:
        """Return the vectors of the source."""
        x = self._embed(source)
        for layer in self.encoder:
            x = layer(x, mask)
        vectors: Tensor = self.encoder_norm(x)
        return vectors

    def decode(self, target: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        """Return a vector for each place of the target; `scores` makes scores of it."""
        x = self._embed(target)
        length = target.shape[1]
        past = torch.full((length, length), HIDDEN).triu(1)
        for layer in self.decoder:
            x = layer(x, memory, mask, past)
        vectors: Tensor = self.decoder_norm(x)
        return vectors

    def scores(self, vectors: Tensor) -> Tensor:
        """Return a score for each piece of the vocabulary."""
        return functional.linear(vectors, self.embedding.weight, self.bias)

    def forward(self, source: Tensor, target: Tensor, padding: int) -> Tensor:
        """Return the vectors of the target, as `decode`."""
        mask = (source == padding)[:, None, None, :] * HIDDEN
        return self.decode(target, self.encode(source, mask), mask)

    def _embed(self, pieces: Tensor) -> Tensor:
        scaled = self.embedding(pieces) * math.sqrt(self.shape.width)
        embedded: Tensor = self.drop(scaled + self.get_buffer("places")[: pieces.shape[1]])
        return embedded


def sinusoids(longest: int, width: int) -> Tensor:
    """Return the position vectors of Vaswani and others: all sines, then all cosines."""
    half = width // 2
    rates = torch.exp(torch.arange(half) * -(math.log(10_000) / (half - 1)))
    angles = torch.arange(longest)[:, None] * rates[None, :]
    return torch.cat([angles.sin(), angles.cos()], dim=1)


def _dropout(shape: Shape) -> nn.Module:
    return nn.Dropout(shape.dropout) if shape.dropout else nn.Identity()
