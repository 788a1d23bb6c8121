"""A folder of sentence-transformers: read as it lies there, or refused with the reason."""

import json
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from bot.meaning import bert, folder
from bot.meaning.bert import Array
from bot.meaning.folder import Unusable
from tests.meaning.encoders import CONFIG, MODULES, tiny_folder


def vector(place: Path, text: str) -> Array:
    """What the model of a folder makes of a text."""
    return np.frombuffer(folder.load(place).vectors([text])[0], "<f4")


def test_a_text_becomes_a_vector_of_length_one_and_the_same_one_again(tmp_path: Path) -> None:
    place = tiny_folder(tmp_path / "model")

    made = vector(place, "it did that again")

    assert made.shape == (16,)
    assert math.isclose(float(np.linalg.norm(made)), 1, abs_tol=1e-5)
    assert (made == vector(place, "It did THAT again")).all()
    assert float(made @ vector(place, "on the and")) < 0.99


@pytest.mark.parametrize("dtype", ["F16", "BF16"])
def test_weights_of_half_the_size_say_nearly_the_same(tmp_path: Path, dtype: str) -> None:
    whole, half = tiny_folder(tmp_path / "whole"), tiny_folder(tmp_path / "half", dtype=dtype)

    assert float(vector(whole, "it did that") @ vector(half, "it did that")) > 0.99


def test_how_tokens_become_one_vector_is_read_from_the_folder(tmp_path: Path) -> None:
    mean = tiny_folder(tmp_path / "mean")
    first = tiny_folder(tmp_path / "first", pooling="pooling_mode_cls_token")

    assert float(vector(mean, "it did that") @ vector(first, "it did that")) < 0.99
    assert folder.load(mean).mark != folder.load(first).mark


def test_of_a_long_text_the_beginning_is_read(tmp_path: Path) -> None:
    place = tiny_folder(tmp_path / "model")

    assert (vector(place, "it did " * 400) == vector(place, "it did " * 4000)).all()


def test_the_function_between_its_layers_is_that_of_the_textbook() -> None:
    points = np.linspace(-6, 6, 1001, dtype=np.float32)
    exact = [point * (1 + math.erf(point / math.sqrt(2))) / 2 for point in points.tolist()]

    assert float(np.abs(bert.gelu(points) - exact).max()) < 1e-6


def without(name: str) -> Callable[[Path], object]:
    """Takes a file away."""
    return lambda place: (place / name).unlink()


def holding(name: str, what: object) -> Callable[[Path], object]:
    """Writes something else into a file."""
    return lambda place: (place / name).write_text(json.dumps(what))


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (without("model.safetensors"), "no model.safetensors"),
        (without("modules.json"), "no modules.json"),
        (holding("config.json", {**CONFIG, "model_type": "mpnet"}), "of the kind mpnet"),
        (holding("config.json", {**CONFIG, "num_hidden_layers": 9}), "do not fit together"),
        (holding("modules.json", [*MODULES, {"path": "3_Dense", "type": "models.Dense"}]), "a part Dense"),
        (holding("1_Pooling/config.json", {"pooling_mode_weightedmean_tokens": True}), "its pooling is"),
        (lambda place: (place / "model.safetensors").write_bytes(b"\xff" * 64), "no file of weights"),
        (lambda place: (place / "tokenizer.json").write_text("{"), "do not fit together"),
    ],
    ids=("weights", "parts", "kind", "layers", "dense", "pooling", "bytes", "tokens"),
)
def test_what_cannot_be_run_is_refused_with_the_reason(
    tmp_path: Path, spoil: Callable[[Path], object], why: str
) -> None:
    place = tiny_folder(tmp_path / "model")
    spoil(place)

    with pytest.raises(Unusable, match=why):
        folder.load(place)
