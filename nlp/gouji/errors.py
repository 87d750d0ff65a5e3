"""The one tree of errors; every message carries its cure.

::

    GoujiError
    ├── UsageError          a wrong argument or option
    ├── FormError           a form's TOML that contradicts itself
    ├── ModelError          a language model that cannot be had, or that fails
    │   └── BudgetSpent     the requests or tokens that were allowed are used up
    └── InputError          an input that could not be read; nothing else is lost
        ├── MissingFile     no such file, or no right to read it
        ├── EmptyFile       no bytes, or no characters
        ├── UnknownFormat   bytes that no reader knows
        ├── DamagedFile     says one format and is broken inside
        ├── NotAReport      readable, but no report of a known form
        ├── LimitExceeded   larger, deeper or slower than the limits allow
        └── MissingTool     needs a program or an extra that is not installed
"""

from __future__ import annotations

from .text import Lang, Text


class GoujiError(Exception):
    """Base of everything gouji raises on purpose.

    Args:
        message: what is wrong, in both languages.
        cure: what the user can do about it, in both languages.

    >>> error = GoujiError(Text("文件为空", "the file is empty"), Text("请换一个文件", "give another file"))
    >>> str(error)
    '文件为空：请换一个文件'
    >>> error.say("en")
    'the file is empty: give another file'
    """

    def __init__(self, message: Text, cure: Text) -> None:
        self.message = message
        self.cure = cure
        super().__init__(message, cure)

    def say(self, lang: Lang = "zh") -> str:
        """Message and cure in one line."""
        colon = ": " if lang == "en" else "："
        return self.message.say(lang) + colon + self.cure.say(lang)

    def __str__(self) -> str:
        return self.say("zh")


class UsageError(GoujiError):
    """A wrong argument or option."""


class FormError(GoujiError):
    """A form's TOML that contradicts itself."""


class InputError(GoujiError):
    """An input that could not be read."""


class MissingFile(InputError):
    """No such file, or no right to read it."""


class EmptyFile(InputError):
    """No bytes, or no characters."""


class UnknownFormat(InputError):
    """Bytes that no reader knows."""


class DamagedFile(InputError):
    """A file that says it has one format and is broken inside."""


class NotAReport(InputError):
    """Readable, but no report of a known form."""


class LimitExceeded(InputError):
    """Larger, deeper or slower than the limits allow."""


class MissingTool(InputError):
    """Needs a program or an extra that is not installed."""


class ModelError(GoujiError):
    """A language model that cannot be had, or that fails."""


class BudgetSpent(ModelError):
    """The requests or tokens that were allowed are used up."""
