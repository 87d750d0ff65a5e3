"""The order-keeping pairing with the greatest weight, against trying everything."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.tables import heaviest_chain

PAIRS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 5), st.sampled_from([0.5, 1.0, 1.5, 2.0])), max_size=9
)


def best_of_all(pairs: list[tuple[int, int, float]]) -> float:
    """The greatest weight over all subsets that rise in both members."""
    chains = (c for size in range(len(pairs) + 1) for c in combinations(pairs, size))
    rising = (c for c in chains if all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(c)))
    return max(sum(w for _, _, w in c) for c in rising)


@settings(max_examples=150, deadline=None)
@given(PAIRS)
def test_no_other_chain_weighs_more(found: list[tuple[int, int, float]]) -> None:
    pairs = sorted(found)
    chain = heaviest_chain(pairs)
    steps = list(chain.items())
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(steps))
    weights = [max(w for left, right, w in pairs if (left, right) == step) for step in steps]
    assert sum(weights) == best_of_all(pairs)
