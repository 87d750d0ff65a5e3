"""The commands ``gouji models …``: arguments in, exit status out."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from ..corpus.commands import STOPPED, told

app = typer.Typer(
    help="训练、导出、评测 Transformer 模型 · Train, export and evaluate transformers.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Init = Annotated[
    str,
    typer.Option(metavar="PATH|HUB|e5", help="预训练模型：文件夹、hub 名称或 e5 · folder, hub name, or e5"),
]
Revision = Annotated[str | None, typer.Option(metavar="REV", help="hub 上的版本 · revision on the hub")]
Out = Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help="输出文件夹 · folder to write")]
Model = Annotated[
    str, typer.Argument(metavar="MODEL", help="训练好的文件夹或 hub 名称 · trained folder or hub name")
]
Layers = Annotated[int, typer.Option(min=0, help="只留前几层；0 为全部 · keep the first layers; 0: all")]
Epochs = Annotated[int, typer.Option(min=1, help="遍数 · rounds through the examples")]
Batch = Annotated[int, typer.Option(min=1, help="每步样本数 · examples a step")]
Rate = Annotated[float, typer.Option(help="编码器学习率 · learning rate of the encoder")]
Seed = Annotated[int, typer.Option(help="随机种子 · seed")]
Threads = Annotated[int, typer.Option(min=0, help="线程数；0 为默认 · threads; 0: as PyTorch likes")]
Minutes = Annotated[
    float, typer.Option(help="至多几分钟；之后以同一命令续训 · at most so many; the same command goes on")
]


@app.command("train-linker")
@told
def train_linker(
    train: Annotated[Path, typer.Option(metavar="JSONL", help="训练样本 · mentions to train on")],
    dev: Annotated[Path, typer.Option(metavar="JSONL", help="校准样本 · mentions to calibrate on")],
    out: Out,
    init: Init = "e5",
    revision: Revision = None,
    layers: Layers = 0,
    epochs: Epochs = 2,
    batch: Batch = 32,
    rate: Rate = 1e-4,
    seed: Seed = 1,
    threads: Threads = 0,
    minutes: Minutes = math.inf,
) -> None:
    """训练链接模型：数字写的是表中哪几格 · Train a linker: which cells a figure states.

    被中断后，以同一命令从断点续训。A run that was stopped is taken up by the same command.
    """
    _torch(threads)
    from . import recipes
    from .training import Recipe

    recipe = Recipe(epochs=epochs, batch=batch, rate=rate, seed=seed)
    linker = recipes.train_linker(init, train, dev, out, recipe, revision, layers, minutes, _say)
    if linker is None:
        _stop()
    typer.echo(f"✓ {out}  threshold {linker.settings.threshold}  temperature {linker.settings.temperature}")


@app.command("train-tagger")
@told
def train_tagger(
    train: Annotated[Path, typer.Option(metavar="TXT", help="文本，每行一段 · texts, one paragraph a line")],
    out: Out,
    init: Init = "e5",
    revision: Revision = None,
    layers: Layers = 0,
    epochs: Epochs = 2,
    batch: Batch = 32,
    rate: Rate = 1e-4,
    seed: Seed = 1,
    threads: Threads = 0,
    minutes: Minutes = math.inf,
) -> None:
    """训练名称标注模型，以规则的结果为师 · Train a tagger of names, taught by the rules."""
    _torch(threads)
    from . import recipes
    from .training import Recipe

    recipe = Recipe(epochs=epochs, batch=batch, rate=rate, seed=seed)
    if recipes.train_tagger(init, train, out, recipe, revision, layers, minutes, _say) is None:
        _stop()
    typer.echo(f"✓ {out}")


@app.command()
@told
def export(
    model: Annotated[Path, typer.Argument(metavar="DIR", help="训练好的文件夹 · trained folder")],
    out: Out,
    onnx: Annotated[
        bool, typer.Option("--onnx", help="ONNX 格式（目前唯一） · as ONNX, the one format")
    ] = True,
    int8: Annotated[bool, typer.Option("--int8", help="权重压到 8 位 · weights of 8 bits")] = False,
) -> None:
    """导出为 ONNX，使用时不需要 PyTorch · Export to ONNX, which needs no PyTorch to run."""
    _torch()
    from . import recipes

    written = recipes.export(model, out, int8)
    typer.echo(f"✓ {written}  {written.stat().st_size / 1e6:.1f} MB")


@app.command()
@told
def evaluate(
    model: Model,
    data: Annotated[Path, typer.Argument(metavar="JSONL", help="标注样本 · labelled mentions")],
    revision: Revision = None,
    json_out: Annotated[bool, typer.Option("--json", help="输出 JSON · print JSON")] = False,
) -> None:
    """在标注样本上评测链接模型 · Measure a linker on labelled mentions."""
    from .linker import TransformerLinker, mentions, tested

    found = tested(TransformerLinker.from_pretrained(model, revision), mentions(data))
    if json_out:
        typer.echo(json.dumps(asdict(found)))
        return
    typer.echo(f"样本 mentions       {found.mentions}")
    typer.echo(f"正确 right          {_share(found.right, found.mentions)}")
    typer.echo(f"作答 answered       {_share(found.kept, found.mentions)}")
    typer.echo(f"  其中正确 right    {_share(found.kept_right, found.kept)}")
    typer.echo(f"链接 links          {found.links}")
    typer.echo(f"  其中正确 right    {_share(found.links_right, found.links)}")


def _torch(threads: int = 0) -> None:
    """Make sure that the extra is there, before anything imports it."""
    from .folder import need

    torch = need("torch", "neural")
    need("transformers", "neural")
    if threads:
        torch.set_num_threads(threads)


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {part / whole:.3f}" if whole else "0/0"


def _say(entry: dict[str, Any]) -> None:
    typer.echo("  ".join(f"{k} {v}" for k, v in entry.items() if not isinstance(v, dict)), err=True)


def _stop() -> NoReturn:
    typer.echo("⏸ 已停；以同一命令续训 · stopped; the same command goes on", err=True)
    raise typer.Exit(STOPPED)
