"""A submission in hand gives way when it is second, and leaves nothing behind."""

import os
import socket
import subprocess
import sys
import time

import pytest

from coursekit.grading.protocol import Channel
from coursekit.grading.running import Running
from coursekit.grading.submission import Submission


@pytest.fixture
def sleeper():
    process = subprocess.Popen(
        [sys.executable, "-c", "import time; held = b'x' * (50 << 20); time.sleep(60)"]
    )
    yield process
    process.kill()
    process.wait()


def in_hand(process, tmp_path, **more):
    ours, theirs = socket.socketpair()
    theirs.close()
    folder = tmp_path / "checker"
    folder.mkdir()
    unit = Submission("ann", "ps1", "p1", b"", b"")
    return Running(
        unit, Channel(ours), os.pidfd_open(process.pid), [str(folder)], time.monotonic() + 9, **more
    )


@pytest.mark.parametrize(("second", "nice"), [(True, 19), (False, os.getpriority(os.PRIO_PROCESS, 0))])
def test_only_what_is_second_gives_way(sleeper, tmp_path, second, nice):
    running = in_hand(sleeper, tmp_path, second=second)
    assert os.getpriority(os.PRIO_PROCESS, sleeper.pid) == nice
    running.end()


def test_the_end_kills_and_clears_up(sleeper, tmp_path):
    in_hand(sleeper, tmp_path).end()
    assert sleeper.wait(5) == -9
    assert list(tmp_path.iterdir()) == []


def test_a_worker_that_holds_too_much_is_ended(sleeper, tmp_path):
    other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    running = in_hand(other, tmp_path)
    running.adopt(os.pidfd_open(sleeper.pid))
    running.kill_larger_than(1 << 40)
    time.sleep(1)
    assert sleeper.poll() is None
    running.kill_larger_than(30 << 20)
    assert sleeper.wait(5) == -9
    running.end()
    assert other.wait(5) == -9
