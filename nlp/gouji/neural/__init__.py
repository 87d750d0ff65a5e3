"""Transformers: a second opinion on which cells a figure states, and a tagger of names (extra ``neural``).

A trained model is a folder.  With ``model.onnx`` in it ONNX Runtime is enough (extra ``onnx``), without it
PyTorch and `transformers` are needed (extra ``neural``).  Nothing is loaded before it is used.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..extraction.proposals import Proposer


@lru_cache(maxsize=4)
def proposers(linker: str) -> tuple[Proposer, ...]:
    """Who is asked about figures that the rules leave without cells.

    Args:
        linker: ``rules`` for nobody, ``linear`` for the model that comes with the package, anything else for
            that model and, where it abstains, the transformer that `load` finds.

    Raises:
        MissingTool, DamagedFile: as `load`.

    >>> proposers("rules"), len(proposers("linear"))
    ((), 1)
    """
    from ..extraction.linkers import shipped

    if linker == "rules":
        return ()
    return shipped() if linker == "linear" else (*shipped(), load(linker))


def load(name: str, revision: str | None = None) -> Proposer:
    """The trained linker at a path, or of that name on a hub.

    Args:
        name: a folder that ``gouji models`` wrote, its ``.onnx`` file, or the name of a model on a hub.
        revision: branch, tag or commit on the hub.

    Raises:
        MissingTool: an extra is not installed, or there is no such model here nor, if asked, on the hub.
        DamagedFile: a folder that holds no linker.
    """
    from .linker import TransformerLinker

    return TransformerLinker.from_pretrained(name, revision)
