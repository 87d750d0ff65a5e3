"""Runs inside the environment of the peers: texts in as JSON lines, values out; knows nothing of gouji."""

from __future__ import annotations

import json
import re
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

NUMBER = re.compile(r"\d+(?:\.\d+)?")


def cn2an() -> Callable[[str], list[str]]:
    """Chinese numerals made Arabic, then every number."""
    import cn2an as library

    return lambda text: NUMBER.findall(library.transform(text, "cn2an"))


def chinese2digits() -> Callable[[str], list[str]]:
    """Its own list of numbers."""
    import chinese2digits as library

    return lambda text: [str(v) for v in library.takeNumberFromString(text)["digitsStringList"]]


def recognizers_text() -> Callable[[str], list[str]]:
    """Its numbers; percentages by their own model."""
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_text import Culture

    def read(text: str) -> list[str]:
        found = [*recognize_number(text, Culture.Chinese), *recognize_percentage(text, Culture.Chinese)]
        return [str(f.resolution["value"]).rstrip("%") for f in found if f.resolution]

    return read


def wetext() -> Callable[[str], list[str]]:
    """Inverse text normalisation, then every number."""
    from itn.chinese.inverse_normalizer import InverseNormalizer

    normalizer = InverseNormalizer()
    return lambda text: NUMBER.findall(normalizer.normalize(text))


PEERS: dict[str, Callable[[], Callable[[str], list[str]]]] = {
    "cn2an": cn2an,
    "chinese2digits": chinese2digits,
    "recognizers-text": recognizers_text,
    "WeTextProcessing": wetext,
}


def main() -> None:
    """Answer for the peer named on the command line; the last line is the CPU time."""
    warnings.simplefilter("ignore")
    read = PEERS[sys.argv[1]]()
    texts = [json.loads(line) for line in sys.stdin]
    start = time.process_time()
    answers: list[Any] = []
    for text in texts:
        try:
            answers.append(read(text))
        except Exception as error:
            # a peer that fails on a sentence has read nothing of it
            answers.append([])
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
    spent = time.process_time() - start
    for answer in answers:
        print(json.dumps(answer))
    print(json.dumps(spent))


if __name__ == "__main__":
    main()
