"""Encoders without a model: words of one meaning point the same way. And a real folder, as small as one can be."""

import json
import math
import random
import struct
import threading
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from tokenizers import Tokenizer, normalizers, pre_tokenizers, processors
from tokenizers.models import WordLevel

WIDTH = 64
SAME = {"brewery": "beer", "ale": "beer", "lager": "beer", "burst": "leak", "leaking": "leak"}
WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "it", "did", "that", "again", "on", "the", "and")
SIZE, WIDE, HEADS, LAYERS = 16, 32, 2, 2
CONFIG = {
    "model_type": "bert",
    "hidden_act": "gelu",
    "num_hidden_layers": LAYERS,
    "num_attention_heads": HEADS,
    "layer_norm_eps": 1e-12,
    "max_position_embeddings": 32,
}
MODULES = [
    {"path": "", "type": "sentence_transformers.models.Transformer"},
    {"path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
    {"path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
]


class WordEncoder:
    """Counts the words of a text, those of one meaning as one."""

    def __init__(self, mark: str = "words") -> None:
        self._mark = mark
        self.read: list[str] = []

    @property
    def mark(self) -> str:
        """Which one this is."""
        return self._mark

    def vectors(self, texts: Sequence[str]) -> Sequence[bytes]:
        """One for each text."""
        self.read += texts
        return [self._vector(text) for text in texts]

    def _vector(self, text: str) -> bytes:
        held = [0.0] * WIDTH
        for word in text.casefold().replace(".", " ").split():
            held[sha256(SAME.get(word, word).encode()).digest()[0] % WIDTH] += 1
        length = math.sqrt(sum(one * one for one in held)) or 1.0
        return struct.pack(f"<{WIDTH}f", *(one / length for one in held))


class StuckEncoder(WordEncoder):
    """Reads records, and of a question waits until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.let_go = threading.Event()

    def vectors(self, texts: Sequence[str]) -> Sequence[bytes]:
        """Not before it is let go, where one asks for ale."""
        if "ale" in texts[0]:
            self.let_go.wait(30)
        return super().vectors(texts)


class BrokenEncoder(WordEncoder):
    """Reads records, and of a question fails."""

    def vectors(self, texts: Sequence[str]) -> Sequence[bytes]:
        """None, where one asks for ale."""
        if "ale" in texts[0]:
            raise MemoryError
        return super().vectors(texts)


def tiny_folder(folder: Path, *, dtype: str = "F32", pooling: str = "pooling_mode_mean_tokens") -> Path:
    """A folder as sentence-transformers saves it: a BERT of two layers with weights that the dice made."""
    (folder / "1_Pooling").mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps(CONFIG))
    (folder / "modules.json").write_text(json.dumps(MODULES))
    (folder / "1_Pooling" / "config.json").write_text(json.dumps({"word_embedding_dimension": SIZE, pooling: True}))
    tokenizer = Tokenizer(WordLevel({word: number for number, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "model.safetensors").write_bytes(_safetensors(dtype))
    return folder


def _safetensors(dtype: str) -> bytes:
    dice = random.Random(7)  # noqa: S311  # The same weights every time.
    told: dict[str, object] = {"__metadata__": {"format": "pt"}}
    held = b""
    for name, shape in _shapes().items():
        count = math.prod(shape)
        norm = 1.0 if name.endswith("LayerNorm.weight") else 0.0
        values = [norm + dice.gauss(0, 0.3) for _ in range(count)]
        raw = struct.pack(f"<{count}{'e' if dtype == 'F16' else 'f'}", *values)
        raw = b"".join(raw[at + 2 : at + 4] for at in range(0, len(raw), 4)) if dtype == "BF16" else raw
        told[name] = {"dtype": dtype, "shape": shape, "data_offsets": [len(held), len(held) + len(raw)]}
        held += raw
    head = json.dumps(told).encode()
    return struct.pack("<Q", len(head)) + head + held


def _shapes() -> dict[str, tuple[int, ...]]:
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(WORDS), SIZE),
        "embeddings.position_embeddings.weight": (32, SIZE),
        "embeddings.token_type_embeddings.weight": (2, SIZE),
        **_normal("embeddings"),
    }
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}"
        for part in ("query", "key", "value"):
            shapes |= _linear(f"{at}.attention.self.{part}", SIZE, SIZE)
        shapes |= _linear(f"{at}.attention.output.dense", SIZE, SIZE) | _normal(f"{at}.attention.output")
        shapes |= _linear(f"{at}.intermediate.dense", WIDE, SIZE)
        shapes |= _linear(f"{at}.output.dense", SIZE, WIDE) | _normal(f"{at}.output")
    return shapes


def _linear(name: str, out: int, into: int) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": (out, into), f"{name}.bias": (out,)}


def _normal(name: str) -> dict[str, tuple[int, ...]]:
    return {f"{name}.LayerNorm.weight": (SIZE,), f"{name}.LayerNorm.bias": (SIZE,)}
