"""A province in one go: run a folder of reports, see how far it is, ask which rules are broken most.

    python docs/examples/province.py FOLDER JOB

Started again after a break, it goes on where it was.
"""

from __future__ import annotations

import sys

from gouji import corpus


def main(source: str, out: str) -> None:
    corpus.run(source, out)
    state = corpus.status(out)
    print(f"{state.done} of {state.shards} shards, {state.statuses}")

    print("\nRules by the reports that break them:")
    rules = """
        SELECT code, any_value(title) AS title, count(DISTINCT number) AS reports
        FROM findings WHERE verdict = 'contradiction' GROUP BY code ORDER BY reports DESC, code LIMIT 10
    """
    print(corpus.query(out, rules).to_string(index=False))

    print("\nWhat could not be read, and what to do about it:")
    failures = "SELECT status, error, cure, count(*) AS n FROM results WHERE status <> 'ok' GROUP BY ALL"
    print(corpus.query(out, failures).to_string(index=False))


if __name__ == "__main__":
    main(*sys.argv[1:3])
