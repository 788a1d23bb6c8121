"""A BERT in plain numpy: the tokens of one text to one vector. Nothing here knows where its weights come from."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Pool = Callable[[Array], Array]
POOLS: Mapping[str, Pool] = {
    "cls": lambda tokens: np.asarray(tokens[0], np.float32),
    "mean": lambda tokens: np.asarray(tokens.mean(axis=0), np.float32),
    "max": lambda tokens: np.asarray(tokens.max(axis=0), np.float32),
}
# The error function by Abramowitz and Stegun, 7.1.26: off by 1.5e-7 at most.
ERF = (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)
ERF_P = 0.3275911


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How such a model is built; `first` is the position of a text's first token."""

    layers: int
    heads: int
    epsilon: float
    first: int = 0


@dataclass(frozen=True, slots=True)
class Bert:
    """The weights under the names that they have in every such model."""

    shape: Shape
    weights: Mapping[str, Array]
    pool: Pool

    def vector(self, tokens: Sequence[int]) -> Array:
        """What the tokens mean: a vector of length 1."""
        places = np.arange(len(tokens)) + self.shape.first
        words = self.weights["embeddings.word_embeddings.weight"][np.asarray(tokens)]
        where = self.weights["embeddings.position_embeddings.weight"][places]
        kind = self.weights["embeddings.token_type_embeddings.weight"][0]
        seen = self._normal("embeddings", words + where + kind)
        for layer in range(self.shape.layers):
            seen = self._layer(f"encoder.layer.{layer}", seen)
        made = self.pool(seen)
        return np.asarray(made / max(float(np.linalg.norm(made)), 1e-12), np.float32)

    def _layer(self, name: str, seen: Array) -> Array:
        told = self._linear(f"{name}.attention.output.dense", self._attended(f"{name}.attention.self", seen))
        seen = self._normal(f"{name}.attention.output", seen + told)
        wide = gelu(self._linear(f"{name}.intermediate.dense", seen))
        return self._normal(f"{name}.output", seen + self._linear(f"{name}.output.dense", wide))

    def _attended(self, name: str, seen: Array) -> Array:
        """Every token with what it takes from the others."""
        length, width = seen.shape
        query, key, value = (
            self._linear(f"{name}.{part}", seen).reshape(length, self.shape.heads, -1).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        asked = query @ key.transpose(0, 2, 1) / math.sqrt(width // self.shape.heads)
        asked = np.exp(asked - asked.max(axis=-1, keepdims=True))
        share = asked / asked.sum(axis=-1, keepdims=True)
        return np.asarray((share @ value).transpose(1, 0, 2).reshape(length, width), np.float32)

    def _linear(self, name: str, seen: Array) -> Array:
        return np.asarray(seen @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"], np.float32)

    def _normal(self, name: str, seen: Array) -> Array:
        middle = seen - seen.mean(axis=-1, keepdims=True)
        scaled = middle / np.sqrt((middle**2).mean(axis=-1, keepdims=True) + self.shape.epsilon)
        weight, bias = self.weights[f"{name}.LayerNorm.weight"], self.weights[f"{name}.LayerNorm.bias"]
        return np.asarray(scaled * weight + bias, np.float32)


def gelu(seen: Array) -> Array:
    """The Gaussian error linear unit, exact to single precision."""
    size = np.abs(seen) / math.sqrt(2)
    step = 1 / (1 + ERF_P * size)
    tail = np.zeros_like(step)
    for factor in reversed(ERF):
        tail = (tail + factor) * step
    return np.asarray(0.5 * seen * (1 + np.sign(seen) * (1 - tail * np.exp(-size * size))), np.float32)
