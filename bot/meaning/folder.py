"""A folder as sentence-transformers writes it, read as it lies there: nothing is fetched, and nothing in it is run."""

import json
import struct
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from bot.meaning.bert import POOLS, Array, Bert, Shape

WEIGHTS, TOKENS, CONFIG, PARTS = "model.safetensors", "tokenizer.json", "config.json", "modules.json"
NEEDED = (PARTS, CONFIG, TOKENS, WEIGHTS)
# By the kind of model, how many positions are kept before the first token's.
KINDS = {"bert": 0, "roberta": 2, "xlm-roberta": 2}
TAKEN = ("Transformer", "Pooling", "Normalize")
TYPES = {"F32": "<f4", "F16": "<f2", "BF16": "<u2"}
MOST_HEADER = 100_000_000  # Bytes; more than that is no file of weights.
LONGEST = 256  # Tokens of a text that are read: more adds time and little else.
Said = Mapping[str, Any]


class Unusable(Exception):
    """Nothing can be made of this folder: why, as the end of a sentence."""


class FolderEncoder:
    """The Encoder of such a folder."""

    def __init__(self, mark: str, tokenizer: Tokenizer, model: Bert) -> None:
        self._mark = mark
        self._tokenizer = tokenizer
        self._model = model

    @property
    def mark(self) -> str:
        """Which model this is: the digest of what lies in the folder."""
        return self._mark

    def vectors(self, texts: Sequence[str]) -> Sequence[bytes]:
        """What each text means: float32, little-endian, of length 1."""
        tokens = (self._tokenizer.encode(text).ids for text in texts)
        return [self._model.vector(ids).astype("<f4").tobytes() for ids in tokens]


def load(folder: Path) -> FolderEncoder:
    """The encoder of a folder. Raises Unusable."""
    if missing := [name for name in NEEDED if not (folder / name).is_file()]:
        raise Unusable(f"there is no {missing[0]} in it")
    try:
        return _loaded(folder)
    except Unusable:
        raise
    except Exception as wrong:  # tokenizers raises bare Exception.  The rim of somebody's files.
        raise Unusable(f"its files do not fit together ({type(wrong).__name__}: {wrong})") from wrong


def _loaded(folder: Path) -> FolderEncoder:
    config = _json(folder / CONFIG)
    kind, act = config.get("model_type"), config.get("hidden_act", "gelu")
    if kind not in KINDS or act != "gelu":
        raise Unusable(f"its model is of the kind {kind} with {act}; {', '.join(KINDS)} with gelu can be run here")
    pool = _pool(folder)
    weights = _weights(folder / WEIGHTS)
    shape = Shape(
        layers=config["num_hidden_layers"],
        heads=config["num_attention_heads"],
        epsilon=config["layer_norm_eps"],
        first=KINDS[kind],
    )
    tokenizer = Tokenizer.from_file(str(folder / TOKENS))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_length=min(LONGEST, config["max_position_embeddings"] - shape.first))
    encoder = FolderEncoder(_digest(folder, pool), tokenizer, Bert(shape, weights, POOLS[pool]))
    encoder.vectors(["disk full"])  # What does not fit together shows now, not at night.
    return encoder


def _pool(folder: Path) -> str:
    """How its tokens become one vector; refused where more is done to them than can be done here."""
    pool = "mean"
    for part in _json(folder / PARTS):
        kind = part["type"].rsplit(".", 1)[-1]
        if kind not in TAKEN:
            raise Unusable(f"it has a part {kind}; {', '.join(TAKEN)} can be run here")
        if kind == "Pooling":
            said = _json(folder / part["path"] / CONFIG)
            chosen = [name for name in said if name.startswith("pooling_mode") and said[name] is True]
            pool = {"pooling_mode_cls_token": "cls", "pooling_mode_mean_tokens": "mean"}.get("".join(chosen), "")
            pool = pool or {"pooling_mode_max_tokens": "max"}.get("".join(chosen), "")
            if not pool:
                raise Unusable(
                    f"its pooling is {' and '.join(chosen) or 'not named'}; one of {', '.join(POOLS)} can be"
                )
    return pool


def _digest(folder: Path, pool: str) -> str:
    """Of all that decides what a text means."""
    made = sha256(pool.encode())
    for name in (CONFIG, TOKENS, WEIGHTS):
        made.update((folder / name).read_bytes())
    return made.hexdigest()[:16]


def _weights(file: Path) -> dict[str, Array]:
    """The tensors of a safetensors file by name, without the prefix of the whole model."""
    held = file.read_bytes()
    [length] = struct.unpack("<Q", held[:8])
    if length > MOST_HEADER:
        raise Unusable(f"{file.name} is no file of weights")
    told: dict[str, Said] = json.loads(held[8 : 8 + length])
    found: dict[str, Array] = {}
    for name, about in told.items():
        if name != "__metadata__" and about["dtype"] in TYPES:
            begin, end = (8 + length + at for at in about["data_offsets"])
            short = name.removeprefix("bert.").removeprefix("roberta.")
            found[short] = _tensor(held[begin:end], about)
    return found


def _tensor(held: bytes, about: Said) -> Array:
    raw = np.frombuffer(held, TYPES[about["dtype"]])
    if about["dtype"] == "BF16":
        raw = (raw.astype("<u4") << 16).view("<f4")
    return raw.reshape(about["shape"]).astype(np.float32)


def _json(file: Path) -> Any:  # noqa: ANN401  # Whatever somebody has written there.
    return json.loads(file.read_text(encoding="utf-8"))
