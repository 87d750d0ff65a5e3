"""Models of this machine or of a hub for summaries: a writer, and an encoder of sentences.

Only weights in safetensors are loaded, and no code that comes with a model is run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from ..llm.writer import TOKENS, conversation
from .folder import BATCH, found, here, need

SAFE: Final[dict[str, Any]] = {"trust_remote_code": False}
WEIGHTS: Final[dict[str, Any]] = {**SAFE, "use_safetensors": True}
LONGEST: Final = 2048  # tokens of the material
SENTENCE: Final = 256  # tokens of a sentence


class LocalWriter:
    """A `gouji.summary.abstract.Writer`: a seq2seq model, or a chat model where that is what the name says.

    A seq2seq model is given the material as it is, a chat model is told the task as well.

    Args:
        name: a folder, or the name of a model on a hub.
        revision: branch, tag or commit on the hub.

    Raises:
        MissingTool: the extra ``neural`` is not installed, or there is no such model here nor on the hub.
    """

    def __init__(self, name: str, revision: str | None = None) -> None:
        self.name = name
        self._transformers = need("transformers", "neural")
        self._torch = need("torch", "neural")
        folder = here(name, revision)
        with found(name):
            config = self._transformers.AutoConfig.from_pretrained(folder, **SAFE)
            self._pairs = bool(config.is_encoder_decoder)  # reads one text and writes another
            kind = "AutoModelForSeq2SeqLM" if self._pairs else "AutoModelForCausalLM"
            self._words = self._transformers.AutoTokenizer.from_pretrained(folder, **SAFE)
            self._model = getattr(self._transformers, kind).from_pretrained(folder, **WEIGHTS).eval()

    def write(self, material: str) -> str:
        """A summary of a text, the same each time."""
        text = material
        if not self._pairs and self._words.chat_template:
            text = self._words.apply_chat_template(
                conversation(material), tokenize=False, add_generation_prompt=True
            )
        read = self._words(text, truncation=True, max_length=LONGEST, return_tensors="pt")
        read.pop("token_type_ids", None)
        with self._torch.inference_mode():
            made = self._model.generate(**read, max_new_tokens=TOKENS, do_sample=False)[0]
        fresh = made if self._pairs else made[read["input_ids"].shape[1] :]
        written: str = self._words.decode(fresh, skip_special_tokens=True)
        return _closed_up(written)


class SentenceEncoder:
    """A `gouji.summary.centrality.Encoder`: the mean of the last layer over the tokens of a sentence.

    Arguments and errors as of `LocalWriter`.
    """

    def __init__(self, name: str, revision: str | None = None) -> None:
        transformers = need("transformers", "neural")
        self._torch = need("torch", "neural")
        folder = here(name, revision)
        with found(name):
            self._words = transformers.AutoTokenizer.from_pretrained(folder, **SAFE)
            self._model = transformers.AutoModel.from_pretrained(folder, **WEIGHTS).eval()

    def __call__(self, sentences: Sequence[str]) -> list[list[float]]:
        """A vector for each sentence."""
        vectors: list[list[float]] = []
        for start in range(0, len(sentences), BATCH):
            read = self._words(
                list(sentences[start : start + BATCH]),
                padding=True,
                truncation=True,
                max_length=SENTENCE,
                return_tensors="pt",
            )
            with self._torch.inference_mode():
                layer = self._model(**read).last_hidden_state
            weight = read["attention_mask"].unsqueeze(-1).to(layer.dtype)
            vectors += ((layer * weight).sum(1) / weight.sum(1).clamp(min=1)).float().tolist()
        return vectors


def _closed_up(text: str) -> str:
    """Without the spaces that decoders put between Chinese characters.

    >>> _closed_up("公 开 9 条 。 IPv6 升级")
    '公开9条。IPv6升级'
    """
    return "".join(text.split(" ")) if any("一" <= c <= "鿿" for c in text) else text
