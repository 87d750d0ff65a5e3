"""Training a network on examples: a loop that can be stopped at any step and be taken up, to the same end."""

from __future__ import annotations

import json
import math
import os
import random
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from ..errors import UsageError
from ..text import Text
from .inputs import padded
from .network import Network, tensors

if TYPE_CHECKING:
    from tokenizers import Encoding

CHECKPOINT: Final = "checkpoint.pt"
LOG: Final = "train.log.jsonl"
IGNORED: Final = -100  # target of a token that is not scored
POOL: Final = 50  # so many batches are sorted by length together

Watch = Callable[[dict[str, Any]], None]


@dataclass(frozen=True)
class Example:
    """What goes in, and the number of the label: one, or one a token."""

    encoding: Encoding
    target: int | list[int]


@dataclass(frozen=True)
class Recipe:
    """How to train.

    Args:
        epochs: rounds through the examples.
        batch: examples a step.
        rate, head_rate: highest learning rates of the encoder and of the head.
        warmup: share of the steps in which the rates rise; they fall to zero after.
        decay: weight decay.
        smoothing: of the labels.
        seed: of the order, the head and the dropout.
    """

    epochs: int = 2
    batch: int = 32
    rate: float = 1e-4
    head_rate: float = 1e-3
    warmup: float = 0.06
    decay: float = 0.01
    smoothing: float = 0.0
    seed: int = 1


def batches(examples: Sequence[Example], recipe: Recipe) -> list[list[int]]:
    """Places of the examples of every step of the whole run: shuffled, of like length within a batch."""
    steps: list[list[int]] = []
    for epoch in range(recipe.epochs):
        dice = random.Random(f"{recipe.seed}/{epoch}")
        order = list(range(len(examples)))
        dice.shuffle(order)
        size = recipe.batch * POOL
        made = []
        for start in range(0, len(order), size):
            pool = sorted(order[start : start + size], key=lambda i: len(examples[i].encoding.ids))
            made += [pool[i : i + recipe.batch] for i in range(0, len(pool), recipe.batch)]
        dice.shuffle(made)
        steps += made
    return steps


def fit(
    network: Network,
    examples: Sequence[Example],
    pad: int,
    recipe: Recipe,
    folder: Path,
    watch: Watch = lambda entry: None,
    minutes: float = math.inf,
    every: int = 100,
) -> bool:
    """Train the network; take up the run whose checkpoint lies in the folder.

    Args:
        network: changed in place.
        pad: number of the token that fills up.
        folder: where checkpoint and log go; the checkpoint is deleted at the end.
        watch: is told every entry of the log.
        minutes: stop after so many, with a checkpoint.
        every: steps between checkpoints.

    Returns:
        Whether the end was reached; if not, SIGINT, SIGTERM or the time came first.

    Raises:
        UsageError: the checkpoint is of another run.
    """
    steps = batches(examples, recipe)
    optimiser = torch.optim.AdamW(_groups(network, recipe), betas=(0.9, 0.98))
    rise = max(1, round(len(steps) * recipe.warmup))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / rise, (len(steps) - n) / max(1, len(steps) - rise))
    )
    torch.manual_seed(recipe.seed)
    run = {"recipe": asdict(recipe), "steps": len(steps), "examples": len(examples)}
    first = _resume(folder / CHECKPOINT, run, network, optimiser, schedule)
    began, seen, losses = time.monotonic(), 0, list[float]()
    network.train()
    with _asked_to_stop() as asked, (folder / LOG).open("a", encoding="utf-8") as log:

        def tell(**entry: Any) -> None:
            log.write(json.dumps(entry) + "\n")
            log.flush()
            watch(entry)

        tell(event="resume" if first else "start", step=first, **run, threads=torch.get_num_threads())
        for step in range(first, len(steps)):
            chosen = [examples[i] for i in steps[step]]
            inputs = tensors(padded([e.encoding for e in chosen], pad))
            with torch.autocast("cpu", torch.bfloat16, enabled=has_bf16()):
                answer = network(**inputs)
            loss = _loss(answer.float(), _targets(chosen, inputs["input_ids"].shape[1]), recipe.smoothing)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            seen += inputs["input_ids"].numel()
            losses.append(loss.item())
            over = bool(asked) or time.monotonic() - began > 60 * minutes
            if over or (step + 1) % every == 0 or step + 1 == len(steps):
                spent = time.monotonic() - began
                tell(
                    event="step", step=step + 1, of=len(steps), loss=round(float(np.mean(losses)), 4),
                    tokens_per_second=round(seen / spent), seconds=round(spent),
                )  # fmt: skip
                losses.clear()
                _keep(folder / CHECKPOINT, run, step + 1, network, optimiser, schedule)
            if over and step + 1 < len(steps):
                return False
    (folder / CHECKPOINT).unlink(missing_ok=True)
    network.eval()
    return True


def has_bf16() -> bool:
    """Whether this processor multiplies bfloat16 itself."""
    flags = Path("/proc/cpuinfo")
    known = flags.read_text("utf-8") if flags.is_file() else ""
    return "avx512_bf16" in known or "amx_bf16" in known


def _groups(network: Network, recipe: Recipe) -> list[dict[str, Any]]:
    """Parameters with their rates; biases and norms do not decay."""
    groups: dict[tuple[bool, bool], list[Tensor]] = {}
    for name, parameter in network.named_parameters():
        groups.setdefault((name.startswith("head."), parameter.ndim > 1), []).append(parameter)
    return [
        {
            "params": parameters,
            "lr": recipe.head_rate if head else recipe.rate,
            "weight_decay": recipe.decay if decays else 0.0,
        }
        for (head, decays), parameters in groups.items()
    ]


def _targets(chosen: Sequence[Example], longest: int) -> Tensor:
    targets = [
        e.target if isinstance(e.target, int) else e.target + [IGNORED] * (longest - len(e.target))
        for e in chosen
    ]
    return torch.tensor(targets)


def _loss(answer: Tensor, targets: Tensor, smoothing: float) -> Tensor:
    flat = answer.reshape(-1, answer.shape[-1])
    return cross_entropy(flat, targets.reshape(-1), ignore_index=IGNORED, label_smoothing=smoothing)


def _keep(path: Path, run: dict[str, Any], step: int, network: Network, *others: Any) -> None:
    """Write the checkpoint beside the old one, then in its place: a stop in between loses nothing."""
    state = {
        "run": run, "step": step, "network": network.state_dict(),
        "others": [o.state_dict() for o in others], "dice": torch.get_rng_state(),
    }  # fmt: skip
    torch.save(state, path.with_suffix(".new"))
    os.replace(path.with_suffix(".new"), path)


def _resume(path: Path, run: dict[str, Any], network: Network, *others: Any) -> int:
    """The step to go on with."""
    if not path.is_file():
        return 0
    state = torch.load(path, weights_only=True)
    if state["run"] != run:
        raise UsageError(
            Text(f"{path} 属于另一次训练", f"{path} is of another run"),
            Text("请删除它，或换一个 --out", "delete it, or give another --out"),
        )
    network.load_state_dict(state["network"])
    for other, held in zip(others, state["others"], strict=True):
        other.load_state_dict(held)
    torch.set_rng_state(state["dice"])
    return int(state["step"])


@contextmanager
def _asked_to_stop() -> Iterator[list[int]]:
    """A list that is no longer empty once SIGINT or SIGTERM came."""
    asked: list[int] = []
    before = {
        s: signal.signal(s, lambda number, frame: asked.append(number))
        for s in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
