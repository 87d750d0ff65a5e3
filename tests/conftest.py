"""What every test may use: the shared data, where it is there; and how Hypothesis looks for counterexamples.

The usual run tries the same examples each time, so that a change is what makes a test fail; to look for new
ones: ``HYPOTHESIS_PROFILE=explore scripts/test``.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# no deadline: a busy machine is no fault of the code
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def _shared() -> Path | None:
    named = os.environ.get("GOUJI_SHARED")
    return Path(named) if named and (Path(named) / "data").is_dir() else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what reads the shared data where there is none."""
    if _shared() is not None:
        return
    skip = pytest.mark.skip(reason="GOUJI_SHARED names no folder with data/")
    for item in items:
        if "shared" in item.keywords:
            item.add_marker(skip)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder that GOUJI_SHARED names."""
    found = _shared()
    if found is None:
        pytest.skip("GOUJI_SHARED names no folder with data/")
    return found
