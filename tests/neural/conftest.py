"""A tiny checkpoint: a BertModel of two layers, its weights random, and a tokenizer over characters."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

CELLS = {"收到": ["t3/new/total"], "公开": ["t3/granted/total"], "结转": ["t3/carried_in/total"], "热线": []}


def lines(count: int) -> list[dict[str, Any]]:
    """Mentions that four words tell apart; the neighbouring clause has another word."""
    words = list(CELLS)
    found = []
    for number in range(count):
        word, other = words[number % 4], words[(number + 1 + number // 4 % 3) % 4]
        text = f"{other}申请{number}件，{word}申请{number + 7}件"
        start = text.rindex(str(number + 7))
        found.append({"text": text, "start": start, "end": len(text) - 1, "cells": CELLS[word]})
    return found


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Mentions to train on."""
    path = tmp_path_factory.mktemp("data") / "train.jsonl"
    path.write_text("".join(json.dumps(entry) + "\n" for entry in lines(160)), "utf-8")
    return path


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the checkpoint."""
    torch = pytest.importorskip("torch", reason="the extra neural is not installed")
    transformers = pytest.importorskip("transformers", reason="the extra neural is not installed")
    from gouji.neural.e5 import SPECIAL, tokenizer

    characters = sorted(set("▁收到公开结转热线申请件，。0123456789年月日条例局县市府政《》：电话"))
    pieces = [(s, 0.0) for s in SPECIAL] + [(c, -3.0) for c in characters]
    folder = tmp_path_factory.mktemp("tiny")
    start, pad, end, unknown = SPECIAL
    transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer(pieces),
        bos_token=start,
        eos_token=end,
        pad_token=pad,
        unk_token=unknown,
    ).save_pretrained(folder)
    torch.manual_seed(1)
    torch.set_num_threads(1)
    config = transformers.BertConfig(
        vocab_size=len(pieces),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=128,
        pad_token_id=1,
    )
    transformers.BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    return folder
