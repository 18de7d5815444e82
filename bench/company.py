"""How long the generated company takes: tables at lesson scale, a trainee's variant, a year played, lines streamed.

    python bench/company.py [--lines 1_000_000] [--json]

The ratio is to reading the same tables from Parquet in the same run. It asserts nothing about time.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path


def seconds(job: Callable[[], object], repeat: int = 3) -> float:
    """Least wall time of ``repeat`` runs."""
    taken = []
    for _ in range(repeat):
        start = time.perf_counter()
        job()
        taken.append(time.perf_counter() - start)
    return round(min(taken), 3)


def measure(lines: int) -> dict[str, float]:
    """Seconds of each job, and megabytes at the peak of streaming."""
    import pandas as pd

    from coursekit.data import company
    from coursekit.data.variants import Variant

    number = iter(range(1000))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        firm = company.generate(company.LESSON_SEED)
        for table in company.TABLES:
            firm.table(table).to_parquet(folder / f"{table}.parquet")

        def generate() -> None:
            fresh = company.generate(company.LESSON_SEED)
            for table in company.TABLES:
                fresh.table(table)

        def read() -> None:
            for table in company.TABLES:
                pd.read_parquet(folder / f"{table}.parquet")

        def variant() -> None:
            own = company.of(Variant("ex04-rfm", f"trainee {next(number)}", "bench", "en"))
            company.net_orders(own)
            assert len(own.customers) > 0

        found = {
            "all_tables_seconds": seconds(generate),
            "all_tables_from_parquet_seconds": seconds(read),
            "variant_seconds": seconds(variant),
            "play_seconds": seconds(lambda: company.play(firm)),
            "stream_seconds": seconds(
                lambda: company.stream(folder / "stream", seed=1, lines=lines), repeat=1
            ),
            "stream_lines": lines,
        }
    found["ratio_to_parquet"] = round(
        found["all_tables_seconds"] / found["all_tables_from_parquet_seconds"], 2
    )
    found["peak_megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return found


def main() -> None:
    """Print the figures, as lines or as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = measure(options.lines)
    print(
        json.dumps(found)
        if options.json
        else "\n".join(f"{key:32} {value:>12,}" for key, value in found.items())
    )


if __name__ == "__main__":
    main()
