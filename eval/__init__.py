"""Benchmarks: one folder a task, each with its task.toml, README and baseline; `python -m eval` runs them."""
