"""Shards as tasks of Ray core."""

from __future__ import annotations

from typing import Any, Final

from ..containers import extra
from ..plan import Plan, locked
from ..running import Progress, run_shard

RETRIES: Final = 20  # of a shard whose machine went away
AHEAD: Final = 4  # tasks waiting for each core, so that a job of a million shards need not lie in memory


def run_on_ray(plan: Plan, address: str = "") -> Progress:
    """Do the pending shards of a plan on a Ray cluster.

    Args:
        address: of the cluster (``ray://…``, ``auto``); "" for this machine, or what runs already.

    Raises:
        MissingTool: the extra ``ray`` is not installed.
    """
    ray: Any = extra("ray", "ray")
    if not ray.is_initialized():
        ray.init(address=address or None, log_to_driver=False)
    task = ray.remote(num_cpus=1, max_retries=RETRIES)(run_shard)
    out = str(plan.out.resolve())
    with locked(plan):
        pending = plan.pending()
        whole = Progress(sum(stop - start for start, stop in (plan.shards[n] for n in pending)))
        waiting: list[Any] = []
        while pending or waiting:
            room = max(1, int(ray.cluster_resources().get("CPU", 1))) * AHEAD - len(waiting)
            waiting += [task.remote(out, shard) for shard in pending[: max(room, 0)]]
            del pending[: max(room, 0)]
            done, waiting = ray.wait(waiting, timeout=5.0)
            for progress in ray.get(done):
                whole.merge(progress)
    return whole
