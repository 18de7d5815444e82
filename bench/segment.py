"""How fast the subject's definitions run over many order lines, beside hand-written SQL and on other back ends.

    python bench/segment.py --lines 10_000_000 [--engines duckdb,polars,pandas] [--repeat 2] [--json]

Makes synthetic order lines in a temporary Parquet file (about 6 bytes a line, deleted afterwards), then runs two jobs,
each in its own process, so that peak memory is its own: ``rfm`` (customer table, scores, named segments) and ``list``
(three measures over a year, four rules). DuckDB runs on the library's definitions and on SQL written by hand in several
ways; the ratio is to the fastest of these in the same run. Every engine must find the same customers, or the run fails.
It asserts nothing about time; importing libraries is not counted.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

AS_OF = "2024-12-31"
THREADS = 2
MEMORY = "400MB"  # what DuckDB may take for itself; beyond it spills to disk
LINES_A_CUSTOMER = 50
JOBS = ("rfm", "list")
BOOK = {
    "name": "level",
    "choose": "first",
    "otherwise": "low-value",
    "versions": [
        {
            "from": "2024-01-01",
            "rules": [
                {
                    "list": "VIP",
                    "when": [
                        {"column": "spend", "op": ">=", "value": 6000},
                        {"column": "orders", "op": ">=", "value": 8},
                    ],
                },
                {"list": "key", "when": [{"column": "spend", "op": ">=", "value": 3000}]},
                {
                    "list": "ordinary",
                    "when": [
                        {
                            "any": [
                                {"column": "orders", "op": ">=", "value": 3},
                                {"column": "silent", "op": "<=", "value": 60},
                            ]
                        }
                    ],
                },
            ],
            "measures": {
                "spend": {"of": "orders", "what": "sum", "column": "amount", "days": 365},
                "orders": {"of": "orders", "what": "distinct", "column": "order_id", "days": 365},
                "silent": {"of": "orders", "what": "days_since", "days": 365},
            },
        }
    ],
}

TABLE_SQL = {
    "two group-bys": """
        SELECT customer_id, date_diff('day', max(last_order), DATE '{as_of}') AS recency, count(order_id) AS frequency,
               round(sum(amount), 2) AS monetary, min(first_order) AS first_order, max(last_order) AS last_order
        FROM (SELECT customer_id, order_id, sum(amount) AS amount, min(order_date) AS first_order,
                     max(order_date) AS last_order
              FROM lines WHERE order_date <= DATE '{as_of}' GROUP BY customer_id, order_id)
        GROUP BY customer_id""",
    "count distinct": """
        SELECT customer_id, date_diff('day', max(order_date), DATE '{as_of}') AS recency,
               count(DISTINCT order_id) AS frequency, round(sum(amount), 2) AS monetary,
               min(order_date) AS first_order, max(order_date) AS last_order
        FROM lines WHERE order_date <= DATE '{as_of}' GROUP BY customer_id""",
}
RANKS_SQL = """
    SELECT *, r * 100 + f * 10 + m AS code FROM (
        SELECT *, ceil((n - rank() OVER (ORDER BY recency) + 1) * 5 / n)::INT AS r,
               ceil((n - rank() OVER (ORDER BY frequency DESC) + 1) * 5 / n)::INT AS f,
               ceil((n - rank() OVER (ORDER BY monetary DESC) + 1) * 5 / n)::INT AS m
        FROM (SELECT *, count(*) OVER () AS n FROM ({table})))"""
CUTS_SQL = """
    SELECT *, r * 100 + f * 10 + m AS code FROM (
        SELECT customers.*,
               1 + (recency <= rc[4])::INT + (recency <= rc[3])::INT + (recency <= rc[2])::INT + (recency <= rc[1])::INT AS r,
               1 + (frequency >= fc[1])::INT + (frequency >= fc[2])::INT + (frequency >= fc[3])::INT
                 + (frequency >= fc[4])::INT AS f,
               1 + (monetary >= mc[1])::INT + (monetary >= mc[2])::INT + (monetary >= mc[3])::INT
                 + (monetary >= mc[4])::INT AS m
        FROM customers, (SELECT quantile_disc(recency, {from_top}) AS rc, quantile_disc(frequency, {from_bottom}) AS fc,
                                quantile_disc(monetary, {from_bottom}) AS mc FROM customers))"""
LIST_SQL = {
    "two group-bys": """
        SELECT customer_id, round(sum(amount), 6) AS spend, count(order_id) AS orders,
               date_diff('day', max(last_order), DATE '{as_of}') AS silent
        FROM (SELECT customer_id, order_id, sum(amount) AS amount, max(order_date) AS last_order
              FROM lines WHERE order_date <= DATE '{as_of}' AND order_date > DATE '{as_of}' - 365
              GROUP BY customer_id, order_id)
        GROUP BY customer_id""",
    "count distinct": """
        SELECT customer_id, round(sum(amount), 6) AS spend, count(DISTINCT order_id) AS orders,
               date_diff('day', max(order_date), DATE '{as_of}') AS silent
        FROM lines WHERE order_date <= DATE '{as_of}' AND order_date > DATE '{as_of}' - 365
        GROUP BY customer_id""",
}
RULES_SQL = """
    SELECT people.customer_id,
           CASE WHEN spend >= 6000 AND orders >= 8 THEN 'VIP' WHEN spend >= 3000 THEN 'key'
                WHEN orders >= 3 OR silent <= 60 THEN 'ordinary' ELSE 'low-value' END AS list,
           CASE WHEN spend >= 6000 AND orders >= 8 THEN 'VIP' WHEN spend >= 3000 THEN 'key'
                WHEN orders >= 3 OR silent <= 60 THEN 'ordinary' ELSE 'otherwise' END AS rule
    FROM people LEFT JOIN ({table}) USING (customer_id)"""


def make_lines(folder: Path, lines: int) -> None:
    """Synthetic orders of three years with one to five lines, written by DuckDB as a stream; and the customers."""
    customers = max(lines // LINES_A_CUSTOMER, 1)
    connection = _connect(folder)
    # Squaring a uniform number makes few customers buy much; hashes stand in for chance, so a size is always the same.
    connection.execute(f"""
        COPY (SELECT (pow((hash(i // 3) % 1000003) / 1000003.0, 2) * {customers})::INT AS customer_id,
                     (i // 3)::BIGINT AS order_id,
                     (DATE '2022-01-01' + ((i // 3) * 1096 // ({lines} // 3 + 1))::INT) AS order_date,
                     round(5 + (hash(i, 'price') % 40000) / 100.0 * ((hash(i, 'size') % 100) / 100.0), 2) AS amount
              FROM range({lines}) AS t(i))
        TO '{folder / "lines.parquet"}' (FORMAT parquet)""")
    connection.execute(
        f"COPY (SELECT x::INT AS customer_id FROM range({customers + 1}) AS t(x)) TO '{folder / 'people.parquet'}'"
    )


def run_duckdb(job: str, folder: Path) -> dict[str, int]:
    from coursekit.segment import customers, lists, rfm
    from coursekit.segment.rules import RuleBook

    connection = _connect(folder)
    orders = connection.read_parquet(str(folder / "lines.parquet"))
    if job == "rfm":
        scored = rfm.scores(customers.customer_table(orders, AS_OF))
        rfm.segments(scored, rfm.ELEVEN_SEGMENTS).create("answer")
        return _counts(connection, "rfm")
    people = connection.read_parquet(str(folder / "people.parquet"))
    lists.evaluate(RuleBook.from_dict(BOOK), AS_OF, people, {"orders": orders}).create("answer")
    return _counts(connection, "list")


def run_sql(how: str) -> Callable[[str, Path], dict[str, int]]:
    def run(job: str, folder: Path) -> dict[str, int]:
        connection = _connect(folder)
        for name in ("lines", "people"):
            connection.execute(f"CREATE VIEW {name} AS FROM '{folder / name}.parquet'")
        shape = how.removesuffix(" with cuts")
        if job == "list":
            table = LIST_SQL[shape].format(as_of=AS_OF)
            connection.execute(f"CREATE TABLE answer AS {RULES_SQL.format(table=table)}")
            return _counts(connection, "list")
        table = TABLE_SQL[shape].format(as_of=AS_OF)
        scored = RANKS_SQL.format(table=table)
        if how != shape:  # quintiles as four cut values: needs the number of customers first
            connection.execute(f"CREATE TEMP TABLE customers AS {table}")
            n = connection.execute("SELECT count(*) FROM customers").fetchall()[0][0]
            bottom = [(k * n // 5 + 0.5) / n for k in range(1, 5)]
            top = [(n - k * n // 5 - 0.5) / n for k in range(4, 0, -1)]
            scored = CUTS_SQL.format(from_bottom=bottom, from_top=top[::-1])
        from coursekit.segment.rfm import ELEVEN_SEGMENTS

        cases = " ".join(
            f"WHEN code IN ({', '.join(row['codes'].split())}) THEN '{row['segment']}'"
            for row in ELEVEN_SEGMENTS
        )
        connection.execute(
            f"CREATE TABLE answer AS SELECT * EXCLUDE code, code::VARCHAR AS rfm, CASE {cases} END AS segment FROM ({scored})"
        )
        return _counts(connection, "rfm")

    return run


def run_polars(job: str, folder: Path) -> dict[str, int]:
    import polars as pl

    def collected(frame: pl.LazyFrame, column: str) -> dict[str, int]:
        answer = frame.collect(engine="streaming")
        return dict(answer[column].value_counts().iter_rows())

    return _portable(
        job, pl.scan_parquet(folder / "lines.parquet"), pl.scan_parquet(folder / "people.parquet"), collected
    )


def run_pandas(job: str, folder: Path) -> dict[str, int]:
    import pandas as pd

    people = pd.read_parquet(folder / "people.parquet")
    orders = pd.read_parquet(folder / "lines.parquet")
    orders["order_date"] = orders["order_date"].astype(
        "datetime64[s]"
    )  # Parquet's dates come as Python objects
    return _portable(job, orders, people, lambda frame, column: frame[column].value_counts().to_dict())


def _portable(
    job: str, orders: Any, people: Any, counted: Callable[[Any, str], dict[str, int]]
) -> dict[str, int]:
    from coursekit.segment import customers, lists, rfm
    from coursekit.segment.rules import RuleBook

    if job == "list":
        return counted(lists.evaluate(RuleBook.from_dict(BOOK), AS_OF, people, {"orders": orders}), "list")
    scored = rfm.scores(customers.customer_table(orders, AS_OF))
    named = rfm.segments(scored, rfm.ELEVEN_SEGMENTS)
    return counted(named if hasattr(named, "collect") else scored, "rfm")


ENGINES: dict[str, Callable[[str, Path], dict[str, int]]] = {
    "duckdb": run_duckdb,
    "sql: two group-bys": run_sql("two group-bys"),
    "sql: two group-bys with cuts": run_sql("two group-bys with cuts"),
    "sql: count distinct": run_sql("count distinct"),
    "polars": run_polars,
    "pandas": run_pandas,
}


def _connect(folder: Path) -> Any:
    import duckdb

    connection = duckdb.connect()
    connection.execute(f"SET threads = {THREADS}")
    connection.execute(f"SET memory_limit = '{MEMORY}'")
    connection.execute(f"SET temp_directory = '{folder / 'spill'}'")
    connection.execute("SET preserve_insertion_order = false")
    return connection


def _counts(connection: Any, column: str) -> dict[str, int]:
    return dict(connection.execute(f"SELECT {column}, count(*) FROM answer GROUP BY 1").fetchall())


def run_one(engine: str, job: str, folder: Path) -> None:
    """One measurement, in this process; prints one JSON line."""
    _import_for(engine)
    started, idle = time.perf_counter(), time.process_time()
    counts = ENGINES[engine](job, folder)
    seconds, cpu = time.perf_counter() - started, time.process_time() - idle
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = {"seconds": seconds, "cpu_seconds": cpu, "peak_mb": peak}
    print(json.dumps({**found, "counts": {str(key): int(count) for key, count in counts.items()}}))


def _import_for(engine: str) -> None:
    """Load what the engine needs before the clock starts: a session pays for it once, not for every question."""
    import narwhals

    from coursekit.segment import customers, lists, rfm  # noqa: F401

    if engine == "pandas":
        import pandas

        narwhals.from_native(pandas.DataFrame())
    elif engine == "polars":
        import polars

        narwhals.from_native(polars.LazyFrame())
    else:
        import duckdb

        narwhals.from_native(duckdb.connect().table_function("range", [1])).select("range")


def measure(engine: str, job: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, __file__, "--one", engine, job, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{engine}, {job}: {done.stderr.strip().splitlines()[-1]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main(argv: list[str] | None = None) -> int:
    """Measure and print; returns 0, or 1 when two engines disagree about a customer."""
    parser = argparse.ArgumentParser(
        prog="coursekit bench segment", description=(__doc__ or "").split("\n", 1)[0]
    )
    parser.add_argument(
        "--lines", type=int, default=1_000_000, help="order lines to make (default: 1,000,000)"
    )
    parser.add_argument("--engines", default="duckdb,polars,pandas", help="of duckdb, polars, pandas")
    parser.add_argument("--repeat", type=int, default=2, help="runs of each, the fastest counts (default: 2)")
    parser.add_argument("--folder", type=Path, help="where to put the temporary files")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--one", nargs=3, metavar=("ENGINE", "JOB", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.one:
        run_one(options.one[0], options.one[1], Path(options.one[2]))
        return 0

    wanted = [
        name for name in ENGINES if name.split(":")[0].replace("sql", "duckdb") in options.engines.split(",")
    ]
    folder = Path(tempfile.mkdtemp(prefix="bench-segment-", dir=options.folder))
    try:
        make_lines(folder, options.lines)
        report = {job: measured(job, wanted, folder, options.repeat, quiet=options.json) for job in JOBS}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if options.json:
        print(
            json.dumps({"lines": options.lines, "threads": THREADS, "duckdb_memory_limit": MEMORY, **report})
        )
    return 0 if all(found["agree"] for found in report.values()) else 1


def measured(job: str, engines: list[str], folder: Path, repeat: int, *, quiet: bool) -> dict[str, Any]:
    """The best of ``repeat`` rounds for each engine, rounds interleaved so that foreign load falls on all."""
    best: dict[str, dict[str, Any]] = {}
    wanted = [engine for engine in engines if job == "rfm" or not engine.endswith("cuts")]
    for _ in range(repeat):
        for engine in wanted:
            found = measure(engine, job, folder)
            kept = best.setdefault(engine, found)
            for clock in ("seconds", "cpu_seconds"):
                kept[clock] = min(kept[clock], found[clock])
            kept["peak_mb"] = max(kept["peak_mb"], found["peak_mb"])
    answers = {engine: found.pop("counts") for engine, found in best.items()}
    agree = len({json.dumps(answer, sort_keys=True) for answer in answers.values()}) == 1
    ratios = {clock: _to_best_sql(best, clock) for clock in ("seconds", "cpu_seconds")}
    if not quiet:
        print(f"{job}: {sum(next(iter(answers.values())).values()):,} customers")
        for engine, found in best.items():
            clocks = (
                f"{found['seconds']:8.2f} s  (CPU {found['cpu_seconds']:7.2f} s) {found['peak_mb']:7.0f} MB"
            )
            print(f"  {engine:30} {clocks}")
        if ratios["seconds"] is not None:
            print(f"  the library to the best SQL: {ratios['seconds']:.2f} (CPU {ratios['cpu_seconds']:.2f})")
        print("  all engines agree" if agree else f"  ENGINES DISAGREE: {answers}")
    return {"engines": best, "ratio": ratios["seconds"], "cpu_ratio": ratios["cpu_seconds"], "agree": agree}


def _to_best_sql(best: dict[str, dict[str, Any]], clock: str) -> float | None:
    by_hand = [found[clock] for engine, found in best.items() if engine.startswith("sql")]
    return float(best["duckdb"][clock] / min(by_hand)) if by_hand else None


if __name__ == "__main__":
    sys.exit(main())
