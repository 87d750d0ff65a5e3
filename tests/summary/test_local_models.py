"""Models of this machine: tiny ones with random weights write and encode, and nothing of theirs is run."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import gouji
from gouji.cli import app
from gouji.errors import MissingTool
from gouji.neural.summaries import LocalWriter, SentenceEncoder
from gouji.samples import path as sample
from gouji.summary import summarize

INSTALLED = importlib.util.find_spec("transformers") is not None
needed = pytest.mark.skipif(not INSTALLED, reason="the extra neural is not installed")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Folders of a seq2seq model, a chat model and an encoder that know the characters of the sample."""
    import torch
    import transformers
    from tokenizers import Tokenizer, models, pre_tokenizers

    torch.manual_seed(1)
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    letters = special + sorted(set(sample().read_text("utf-8")) - {" ", "\n"})
    core = Tokenizer(models.WordLevel({c: n for n, c in enumerate(letters)}, unk_token="<unk>"))
    core.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    words = transformers.PreTrainedTokenizerFast(
        tokenizer_object=core, bos_token="<s>", eos_token="</s>", pad_token="<pad>", unk_token="<unk>"
    )
    size: dict[str, Any] = {
        "vocab_size": len(letters),
        "bos_token_id": 0,
        "pad_token_id": 1,
        "eos_token_id": 2,
    }
    halves = {
        f"{half}_{what}": 1 for half in ("encoder", "decoder") for what in ("layers", "attention_heads")
    }
    halves |= {"encoder_ffn_dim": 16, "decoder_ffn_dim": 16, "d_model": 16}
    bart = transformers.BartConfig(max_position_embeddings=4096, decoder_start_token_id=2, **halves, **size)
    gpt = transformers.GPT2Config(n_embd=16, n_layer=1, n_head=2, n_positions=4096, **size)
    bert = transformers.BertConfig(
        hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16, **size
    )
    made = {
        "seq2seq": transformers.BartForConditionalGeneration(bart),
        "chat": transformers.GPT2LMHeadModel(gpt),
        "encoder": transformers.BertModel(bert),
    }
    folders = {}
    for name, model in made.items():
        folders[name] = tmp_path_factory.mktemp(name)
        model.save_pretrained(folders[name])
        words.chat_template = (
            "{% for m in messages %}{{ m['content'] }}{% endfor %}" if name == "chat" else None
        )
        words.save_pretrained(folders[name])
    return folders


@needed
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["seq2seq", "chat"])
def test_a_model_of_either_kind_writes_the_same_each_time_and_passes_the_gate(
    tiny: dict[str, Path], kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gouji.neural.summaries.TOKENS", 40)
    writer = LocalWriter(str(tiny[kind]))
    first, second = writer.write("收到申请9件。"), writer.write("收到申请9件。")
    assert first == second != ""
    assert "收到申请9件。收到" not in first  # a chat model's own question is no part of its answer
    short = summarize(gouji.check(sample()), writer=writer).abstract
    assert short is not None
    assert (short.model, len(short.sentences)) == (
        str(tiny[kind]),
        0,
    )  # random weights say nothing that holds


@needed
@pytest.mark.slow
def test_an_encoder_gives_each_sentence_a_vector_whatever_stands_beside_it(tiny: dict[str, Path]) -> None:
    encoder = SentenceEncoder(str(tiny["encoder"]))
    together = encoder(["收到申请9件。", "全年解读文件23个，其中图片解读16个。"])
    (alone,) = encoder(["收到申请9件。"])
    assert together[0] == pytest.approx(alone, abs=1e-5)
    assert together[0] != pytest.approx(together[1], abs=1e-3)


@needed
@pytest.mark.slow
def test_weights_that_could_run_code_are_not_loaded(tiny: dict[str, Path], tmp_path: Path) -> None:
    import torch

    for file in tiny["seq2seq"].iterdir():
        if file.suffix != ".safetensors":
            (tmp_path / file.name).write_bytes(file.read_bytes())
    torch.save({}, tmp_path / "pytorch_model.bin")
    with pytest.raises(MissingTool):
        LocalWriter(str(tmp_path))


@needed
@pytest.mark.slow
def test_code_that_comes_with_a_model_is_not_run(tiny: dict[str, Path], tmp_path: Path) -> None:
    for file in tiny["seq2seq"].iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    config = json.loads((tmp_path / "config.json").read_text())
    config |= {"model_type": "own", "auto_map": {"AutoConfig": "own.Own"}}
    (tmp_path / "config.json").write_text(json.dumps(config))
    (tmp_path / "own.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    with pytest.raises(MissingTool):
        LocalWriter(str(tmp_path))
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("option", ["--model", "--encoder"])
@pytest.mark.parametrize("name", ["nobody/no-such-model", "./no/such/folder"])
def test_a_model_that_is_not_here_is_one_line_with_its_cure(
    option: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    result = CliRunner().invoke(app, ["summarize", str(sample()), option, name, "--lang", "en"])
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert ("fetch it" if INSTALLED else "pip install 'gouji[neural]'") in result.stderr
