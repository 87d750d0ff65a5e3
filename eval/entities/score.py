"""Score `gouji.entities` against names labelled by hand: python -m eval entities [dev|held|sample]

Given a set, its errors are listed; nobody should list those of ``held``, which is to stay unseen.

A name is right if its span and its label are.  Counts add up over documents, ratios come last.
Inputs: ``dev.txt`` and ``held.txt`` (texts of our own, the labels in the text as ``{LABEL:name}``) and
``sample.tsv`` (offsets into the sample report, where the shared data is present).
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from eval.counting import Hits
from gouji.claim import Entity
from gouji.language.names import entities

HERE = Path(__file__).parent
_MARKED = re.compile(r"\{([A-Z_]+):([^{}]*)\}")

Name = tuple[int, int, str]


@dataclass(frozen=True)
class Labelled:
    """A text and the names in it."""

    title: str
    text: str
    names: frozenset[Name]


@dataclass
class Result:
    """Scores by label, and what went wrong."""

    labels: dict[str, Hits] = field(default_factory=dict)
    missed: list[tuple[str, str, str]] = field(default_factory=list)
    wrong: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def total(self) -> Hits:
        """All labels together."""
        return sum(self.labels.values(), Hits())


def marked(path: Path) -> Iterator[Labelled]:
    """The documents of a file with the labels in the text; a line that begins with # opens a new one."""
    for part in re.split(r"^# ", path.read_text("utf-8"), flags=re.M)[1:]:
        title, _, body = part.partition("\n")
        text, names = "", set()
        at = 0
        for m in _MARKED.finditer(body):
            text += body[at : m.start()]
            names.add((len(text), len(text) + len(m[2]), m[1]))
            text += m[2]
            at = m.end()
        yield Labelled(title, text + body[at:], frozenset(names))


def sample(shared: Path) -> Iterator[Labelled]:
    """The labelled beginning of the reports that sample.tsv names, in the shared data."""
    table = (HERE / "sample.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in table if not line.startswith("#")]
    for name in dict.fromkeys(row[0] for row in rows):
        text = (shared / "data" / "reports" / name).read_text("utf-8")
        names = frozenset((int(start), int(end), label) for file, start, end, label in rows if file == name)
        last = max(end for _, end, _ in names)
        yield Labelled(name, text[: text.index("\n", last)], names)


def score(documents: Iterator[Labelled], finder: Callable[[str], list[Entity]] = entities) -> Result:
    """Run what finds names, by default `gouji.entities`, over documents and count."""
    result = Result()
    for document in documents:
        found = {(e.span.start, e.span.end, e.label.value) for e in finder(document.text)}
        right, reported, wanted = (
            Counter(name[2] for name in part) for part in (found & document.names, found, document.names)
        )
        for label in reported | wanted:
            hits = Hits(wanted[label], right[label], reported[label], right[label])
            result.labels[label] = result.labels.get(label, Hits()) + hits
        for names, where in ((document.names - found, result.missed), (found - document.names, result.wrong)):
            where += [(document.title, label, document.text[a:b]) for a, b, label in sorted(names)]
    return result


def main(argv: Sequence[str]) -> int:
    """Print the score of each set; the errors only of the sets named."""
    sets = {"dev": marked(HERE / "dev.txt"), "held": marked(HERE / "held.txt")}
    if os.environ.get("GOUJI_SHARED"):
        sets["sample"] = sample(Path(os.environ["GOUJI_SHARED"]))
    for title, documents in sets.items():
        result = score(documents)
        for label, hits in (("", result.total), *sorted(result.labels.items())):
            ratios = f"P {hits.precision:.3f} R {hits.recall:.3f} F {hits.f1:.3f}"
            print(f"{title:8}{label:12} {ratios} of {hits.wanted}")
        if title in argv:
            for kind, names in (("missed", result.missed), ("wrong", result.wrong)):
                for name in names:
                    print("   ", kind, *name, sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
