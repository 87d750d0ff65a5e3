"""``python -m gouji`` is ``gouji``."""

from .cli import main

if __name__ == "__main__":
    main()
