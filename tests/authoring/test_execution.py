from __future__ import annotations

import contextlib

import pytest

from coursekit.authoring import execution


@pytest.fixture
def run(make, tmp_path):
    return lambda *sources: execution.run(
        make.write(
            tmp_path / "lessons/en/01-a.ipynb", *(make.code(f"cell-{n}", s) for n, s in enumerate(sources))
        )
    )


@pytest.mark.slow
def test_a_quiet_lesson_is_measured(run):
    done = run("from pathlib import Path\nassert Path.cwd().name == 'en'", "block = bytearray(300_000_000)")
    assert done.problems == ()
    assert done.megabytes > 300
    assert 0 < done.cpu_seconds < done.seconds + 5


@pytest.mark.slow
@pytest.mark.parametrize("unplugged", [True, False])
def test_every_kind_of_noise_is_told_with_its_cell(run, monkeypatch, unplugged):
    if unplugged and not execution.can_unplug():
        pytest.skip("this machine cannot take a process off the network")
    monkeypatch.setattr(execution, "can_unplug", lambda: unplugged)
    done = run(
        "import warnings; warnings.warn('old', DeprecationWarning)",
        "import sys; print('noise', file=sys.stderr)",
        "import socket; socket.create_connection(('192.0.2.1', 80), timeout=3)",
        "1 / 0",
        "fine = 1",
    )
    cells = [problem.split("'")[1] for problem in done.problems]
    assert cells == ["cell-0", "cell-1", "cell-2", "cell-3"]
    assert "DeprecationWarning: old" in done.problems[0]
    assert "OSError" in done.problems[2]
    assert "imed out" not in done.problems[2]


@pytest.mark.slow
def test_a_kernel_that_dies_is_told(run):
    assert "died" in " ".join(run("import os; os._exit(1)").problems).lower()


@pytest.mark.slow
def test_no_kernel_is_left_behind(run):
    import psutil

    run("x = 1")
    kernels = []
    for child in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess, psutil.ZombieProcess):  # it has just ended
            if "ipykernel_launcher" in child.cmdline():
                kernels.append(child)
    assert kernels == []
