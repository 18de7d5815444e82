"""The benchmark runs, grades alike with both graders, and prints what it promises."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from coursekit.jupyterlab import course_root

KEYS = {
    "n",
    "isolation",
    "stock_seconds",
    "engine_seconds",
    "ratio",
    "floor_seconds",
    "foreign_load",
}


@pytest.mark.slow
@pytest.mark.timeout(1800)  # stock nbgrader takes its time, more on a busy machine
def test_the_benchmark_prints_one_object_with_both_notebooks(tmp_path: Path) -> None:
    program = [sys.executable, str(course_root() / "bench" / "grading.py")]
    options = ["-n", "2", "--stock-sample", "1", "--compute-n", "1", "--isolation", "process", "--json"]
    done = subprocess.run([*program, *options], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert set(found) == KEYS | {"compute"}
    assert set(found["compute"]) == KEYS
    assert (found["n"], found["compute"]["n"], found["isolation"]) == (2, 1, "process")
    for each in (found, found["compute"]):
        assert each["ratio"] == pytest.approx(each["stock_seconds"] / each["engine_seconds"], rel=0.02)
        assert each["engine_seconds"] > 0
        assert each["floor_seconds"] > 0
        assert each["foreign_load"] >= 0
    assert list(tmp_path.iterdir()) == []
