"""A company of any size, written to Parquet block by block: memory holds one block, never the whole."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coursekit.errors import UsageError

if TYPE_CHECKING:
    from coursekit.data.company.firm import Firm

STREAMED = ("customers", "orders", "lines")


@dataclass(frozen=True)
class Written:
    """What :func:`stream` wrote: rows of each table, and the folder with one Parquet file a table."""

    folder: Path
    customers: int
    orders: int
    lines: int


def stream(folder: Path | str, seed: int, *, lines: int, block_scale: float = 5.0) -> Written:
    """Write clean ``customers.parquet``, ``orders.parquet`` and ``lines.parquet`` with at least ``lines`` lines.

    Blocks of ``block_scale`` times 2,400 customers follow one another, each from a seed of its own; a row
    group is a block. Orders are in order of day within a block. Raises UsageError if ``lines`` is not
    positive.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if lines <= 0:
        raise UsageError(f"Found lines={lines}.", "Expected a positive number of order lines.")
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    written, number = dict.fromkeys(STREAMED, 0), 0
    writers: dict[str, Any] = {}
    try:
        while written["lines"] < lines:
            block = _block(seed, number, block_scale, written["customers"], written["orders"])
            for name in STREAMED:
                frame = block.clean(name)
                table = pa.Table.from_pandas(frame, preserve_index=False)
                if name not in writers:
                    writers[name] = pq.ParquetWriter(
                        target / f"{name}.parquet", table.schema, compression="zstd"
                    )
                writers[name].write_table(table.cast(writers[name].schema))
                written[name] += len(frame)
            number += 1
    finally:
        for writer in writers.values():
            writer.close()
    return Written(target, **written)


def _block(seed: int, number: int, scale: float, customers: int, orders: int) -> Firm:
    from coursekit.data.company.firm import Firm

    digest = hashlib.sha256(f"{seed} block {number}".encode()).digest()
    return Firm(int.from_bytes(digest[:6], "big"), scale, False, customers + 1, orders + 1)
