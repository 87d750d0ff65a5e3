"""How a child that may not recognise pictures says to its parent that a file needs it."""

from __future__ import annotations

from ..errors import InputError
from ..text import Text

deferring = False  # set in a child whose limits a recogniser does not fit into


class DeferredError(InputError):
    """The file needs the recogniser, and this process may not run it."""

    def __init__(self) -> None:
        super().__init__(
            Text("需要文字识别", "the page has to be recognised"), Text("请用识别进程", "use the recogniser")
        )
