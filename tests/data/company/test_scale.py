import subprocess
import sys

import pyarrow.parquet as pq
import pytest

from coursekit.data import company
from coursekit.errors import UsageError

PEAK = """
import pathlib, sys
from coursekit.data import company
written = company.stream(sys.argv[1], seed=1, lines=int(sys.argv[2]), block_scale=1.0)
status = pathlib.Path("/proc/self/status")  # ru_maxrss would count the process that started this one
print(written.lines, status.read_text().partition("VmHWM:")[2].split()[0])
"""


def test_a_streamed_company_has_at_least_the_lines_asked_for(tmp_path):
    written = company.stream(tmp_path, seed=1, lines=60_000, block_scale=0.5)
    assert written.lines >= 60_000
    for name in ("customers", "orders", "lines"):
        assert pq.read_metadata(tmp_path / f"{name}.parquet").num_rows == getattr(written, name)


def test_ids_do_not_collide_between_blocks(tmp_path):
    company.stream(tmp_path, seed=1, lines=40_000, block_scale=0.5)
    orders = pq.read_table(tmp_path / "orders.parquet").to_pandas()
    customers = pq.read_table(tmp_path / "customers.parquet").to_pandas()
    assert orders["order_id"].is_unique
    assert customers["customer_id"].is_unique
    assert set(orders["customer_id"]) <= set(customers["customer_id"])
    assert orders["order_id"].is_monotonic_increasing


def test_blocks_differ(tmp_path):
    company.stream(tmp_path, seed=1, lines=40_000, block_scale=0.5)
    source = pq.ParquetFile(tmp_path / "orders.parquet")
    first, second = (source.read_row_group(number).to_pandas()["amount"] for number in (0, 1))
    assert first.head(50).tolist() != second.head(50).tolist()


def test_one_seed_streams_the_same_values(tmp_path):
    tables = []
    for name in ("a", "b"):
        company.stream(tmp_path / name, seed=9, lines=5_000, block_scale=0.2)
        tables.append(pq.read_table(tmp_path / name / "lines.parquet"))
    assert tables[0].equals(tables[1])


def test_memory_holds_a_block_and_not_the_whole(tmp_path, record_property):
    """Six times the lines must not need more than a sixth more memory."""
    peaks = []
    for lines in (100_000, 600_000):
        command = [sys.executable, "-c", PEAK, str(tmp_path / str(lines)), str(lines)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        written, kilobytes = map(int, done.stdout.split())
        assert written >= lines
        peaks.append(kilobytes)
    record_property(
        "shown",
        f"company: streaming 100,000 / 600,000 lines peaks at {peaks[0] // 1024} / {peaks[1] // 1024} MB",
    )
    assert peaks[1] < 1.17 * peaks[0]


def test_no_lines_is_a_mistake(tmp_path):
    with pytest.raises(UsageError, match="positive"):
        company.stream(tmp_path, seed=1, lines=0)
