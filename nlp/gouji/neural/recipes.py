"""From files of examples to a trained folder, and from there to ONNX."""

from __future__ import annotations

import math
import shutil
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Final

import torch

from ..language.names import entities
from . import e5
from .folder import CONFIG, ONNX, SETTINGS, TOKENIZER, Settings, Task, need, words
from .inputs import CLOSE, OPEN, padded, segments
from .linker import Mention, TransformerLinker, calibrated, mentions
from .network import Network, begin, restore, tensors
from .tagger import TAGS, EntityTagger, pieces, tagged
from .training import IGNORED, Example, Recipe, Watch, fit

LENGTH: Final = 128  # tokens
PRECISION: Final = 0.95  # of links, on the mentions kept for calibration


def train_linker(
    init: str,
    train: Path,
    dev: Path,
    out: Path,
    recipe: Recipe,
    revision: str | None = None,
    layers: int = 0,
    minutes: float = math.inf,
    watch: Watch = lambda entry: None,
) -> TransformerLinker | None:
    """Train a linker, calibrate it on ``dev`` and write it.

    Args:
        init: "e5", a folder, or a name on a hub.
        train, dev: JSON lines, see `mentions`.
        out: folder of the model.
        revision: branch, tag or commit on the hub.
        layers: of the encoder the first so many stay; 0 for all.
        minutes: stop after so many, to be taken up.

    Returns:
        The linker; None if the training was stopped, see `fit`.
    """
    known, held = mentions(train), mentions(dev)
    labels = sorted({m.label for m in known} | {""})
    network, pad = started(init, revision, out, recipe, layers, len(labels), "linker")
    encodings = words(out, LENGTH).encode_batch([segments(m.text, m.figure) for m in known])
    examples = [Example(e, labels.index(m.label)) for e, m in zip(encodings, known, strict=True)]
    if not fit(network, examples, pad, recipe, out, watch, minutes):
        return None
    network.save(out, Settings("linker", tuple(labels), LENGTH, pad))
    return calibrate(out, held)


def train_tagger(
    init: str,
    train: Path,
    out: Path,
    recipe: Recipe,
    revision: str | None = None,
    layers: int = 0,
    minutes: float = math.inf,
    watch: Watch = lambda entry: None,
) -> EntityTagger | None:
    """Train a tagger on what the rules find in texts.

    Args:
        train: documents, parted by blank lines; the others as for `train_linker`.

    Returns:
        The tagger; None if the training was stopped, see `fit`.
    """
    network, pad = started(init, revision, out, recipe, layers, len(TAGS), "tagger")
    splitter = words(out, LENGTH)
    examples = []
    for text in train.read_text("utf-8").split("\n\n"):
        names = [(e.span, e.label) for e in entities(text)]
        for piece in pieces(text):
            encoding = splitter.encode(piece.of(text))
            own = [(span.shift(-piece.start), label) for span, label in names if piece.holds(span)]
            examples.append(Example(encoding, tagged(encoding, own, IGNORED)))
    if not fit(network, examples, pad, recipe, out, watch, minutes):
        return None
    network.save(out, Settings("tagger", TAGS, LENGTH, pad))
    return EntityTagger.from_pretrained(str(out))


def started(
    init: str, revision: str | None, out: Path, recipe: Recipe, layers: int, labels: int, task: Task
) -> tuple[Network, int]:
    """The network to train and the number of its token that fills up; ``e5`` is converted first."""
    out.mkdir(parents=True, exist_ok=True)
    if init == "e5":
        init = str(out / "init")
        if not (out / "init" / CONFIG).is_file():
            e5.convert(e5.find(), out / "init")
    torch.manual_seed(recipe.seed)
    return begin(init, revision, out, labels, task, layers)


def calibrate(folder: Path, held: list[Mention], precision: float = PRECISION) -> TransformerLinker:
    """Set temperature and threshold of the linker in the folder by mentions that it was not trained on."""
    linker = TransformerLinker.from_pretrained(str(folder))
    temperature, threshold = calibrated(
        linker.logits(held), linker.settings.labels, [m.label for m in held], precision
    )
    linker.settings = replace(linker.settings, temperature=temperature, threshold=threshold)
    linker.settings.write(folder)
    return linker


def export(folder: Path, out: Path, int8: bool) -> Path:
    """Write the model of a folder for ONNX Runtime.

    Args:
        int8: weights of 8 bits, a quarter of the size.

    Returns:
        The ``.onnx`` file; tokenizer and settings stand beside it.
    """
    need("onnx", "neural")
    settings = Settings.read(folder)
    network = restore(folder, settings)
    out.mkdir(parents=True, exist_ok=True)
    encodings = words(folder, settings.length).encode_batch([f"收到{OPEN}0{CLOSE}件", "无"])
    sample = tensors(padded(encodings, settings.pad))
    whole = out / ("whole.onnx" if int8 else ONNX)
    axes = {0: "batch", 1: "tokens"}
    outer = axes if settings.task == "tagger" else {0: "batch"}
    with warnings.catch_warnings():  # of the tracer: what it takes as constant is constant here
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network,
            tuple(sample.values()),
            str(whole),
            input_names=list(sample),
            output_names=["logits"],
            dynamic_axes=dict.fromkeys(sample, axes) | {"logits": outer},
            opset_version=17,
            dynamo=False,
        )
    if int8:
        quantization = need("onnxruntime.quantization", "neural")
        quantization.quantize_dynamic(whole, out / ONNX, weight_type=quantization.QuantType.QInt8)
        whole.unlink()
    for name in (TOKENIZER, SETTINGS):
        if out != folder:
            shutil.copy(folder / name, out / name)
    return out / ONNX
