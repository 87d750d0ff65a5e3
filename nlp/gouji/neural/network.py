"""The networks, in PyTorch: any encoder that `AutoModel` loads, and a linear head on it."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer, PreTrainedTokenizerFast
from transformers.utils import logging

from ..errors import UsageError
from ..text import Text
from .folder import HEAD, Floats, Scores, Settings, Task, found, here, words
from .inputs import CLOSE, OPEN, Batch

logging.set_verbosity_error()
logging.disable_progress_bar()


class Network(nn.Module):
    """Scores of labels: of a linker (n, labels), of a tagger (n, tokens, labels).

    Args:
        encoder: what `AutoModel` gave.
        labels: how many.
        marker: number of the token before the figure; None for a tagger, which scores every token.
    """

    def __init__(self, encoder: Any, labels: int, marker: int | None) -> None:
        super().__init__()
        self.encoder = encoder
        self.marker = marker
        width = encoder.config.hidden_size
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(width if marker is None else 2 * width, labels)
        # some encoders know one type of segment, some none
        takes = inspect.signature(encoder.forward).parameters
        self.types = getattr(encoder.config, "type_vocab_size", 0) if "token_type_ids" in takes else 0

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """Logits; the figure's own marker and the mean of all tokens speak for a figure."""
        more = {"token_type_ids": token_type_ids.clamp(max=self.types - 1)} if self.types else {}
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask, **more).last_hidden_state
        if self.marker is not None:
            at = (input_ids == self.marker).int().argmax(1)
            own = hidden[torch.arange(hidden.shape[0]), at]
            mask = attention_mask[..., None].to(hidden.dtype)
            hidden = torch.cat([own, (hidden * mask).sum(1) / mask.sum(1)], dim=-1)
        answer: Tensor = self.head(self.dropout(hidden))
        return answer

    def save(self, folder: Path, settings: Settings) -> None:
        """Write encoder, head and settings; the tokenizer is there already."""
        self.encoder.save_pretrained(folder)
        save_file({k: v.contiguous() for k, v in self.head.state_dict().items()}, folder / HEAD)
        settings.write(folder)


def begin(
    init: str, revision: str | None, folder: Path, labels: int, task: Task, layers: int
) -> tuple[Network, int]:
    """A network with an untrained head on a pretrained encoder; its tokenizer is written into the folder.

    Args:
        init: folder or name on a hub.
        revision: branch, tag or commit on the hub.
        layers: the first so many stay; 0 for all.

    Returns:
        The network and the number of the token that fills up.

    Raises:
        MissingTool: there is no such model.
        UsageError: its tokenizer is not one of the library `tokenizers`.
    """
    source = here(init, revision)
    with found(init):
        encoder = AutoModel.from_pretrained(source, **({"num_hidden_layers": layers} if layers else {}))
        splitter = AutoTokenizer.from_pretrained(source)
    if not isinstance(splitter, PreTrainedTokenizerFast):
        raise UsageError(
            Text(f"{init} 没有快速分词器", f"{init} has no fast tokenizer"),
            Text("请换一个带 tokenizer.json 的模型", "give a model with tokenizer.json"),
        )
    if task == "linker":
        splitter.add_special_tokens({"additional_special_tokens": [OPEN, CLOSE]})
        encoder.resize_token_embeddings(len(splitter))
    splitter.save_pretrained(folder)
    marker = splitter.convert_tokens_to_ids(OPEN) if task == "linker" else None
    return Network(encoder, labels, marker), splitter.pad_token_id or 0


def restore(folder: Path, settings: Settings) -> Network:
    """The trained network of a folder.

    Raises:
        MissingTool: the weights are not there.
    """
    marker = words(folder, settings.length).token_to_id(OPEN) if settings.task == "linker" else None
    with found(str(folder)):
        network = Network(AutoModel.from_pretrained(folder), len(settings.labels), marker)
        network.head.load_state_dict(load_file(folder / HEAD))
    network.eval()
    return network


def scores(folder: Path, settings: Settings) -> Scores:
    """Logits of batches by PyTorch."""
    network = restore(folder, settings)

    def run(batch: Batch) -> Floats:
        with torch.inference_mode():
            answer: Floats = network(**tensors(batch)).float().numpy()
        return answer

    return run


def tensors(batch: Batch) -> dict[str, Tensor]:
    """The arrays as tensors."""
    return {name: torch.from_numpy(np.ascontiguousarray(array)) for name, array in batch.items()}
