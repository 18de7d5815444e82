"""Run a lesson as a trainee would: a fresh kernel, no network, and no warning that goes unnoticed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from coursekit.authoring.notebooks import Cell, read

SET_UP = """
import warnings
warnings.resetwarnings()
warnings.simplefilter("error")
warnings.simplefilter("ignore", ResourceWarning)  # raised by libraries' sockets when they are collected
for _module in ("ipykernel", "jupyter_client", "traitlets", "zmq", "tornado", "asyncio"):
    warnings.filterwarnings("default", module=_module)  # the kernel's own code, not the lesson's
"""
NO_NETWORK = """
import socket
def _refuse(*_, **__):
    raise OSError("A lesson runs without a network.")
socket.socket.connect = socket.socket.connect_ex = socket.create_connection = socket.getaddrinfo = _refuse
"""
MEASURE = """
import json, pathlib, resource
_use = resource.getrusage(resource.RUSAGE_SELF)
_kilobytes = _use.ru_maxrss
_status = pathlib.Path("/proc/self/status")
if _status.exists():  # ru_maxrss also counts the process that started this one; VmHWM does not
    _kilobytes = int(_status.read_text().partition("VmHWM:")[2].split()[0])
print(json.dumps({"cpu_seconds": _use.ru_utime + _use.ru_stime, "megabytes": _kilobytes / 1024}))
"""


@dataclass(frozen=True)
class Run:
    """What one run of a notebook took and what went wrong; memory is the kernel's peak, start included."""

    path: Path
    seconds: float
    cpu_seconds: float
    megabytes: float
    problems: tuple[str, ...]


@cache
def can_unplug() -> bool:
    """Whether this machine can give a kernel a network of its own with nothing in it."""
    unshare = shutil.which("unshare")
    if not unshare:
        return False
    done = subprocess.run(
        [unshare, "--user", "--map-root-user", "--net", "true"], capture_output=True, check=False
    )
    return done.returncode == 0


def run(path: Path, cell_seconds: int = 120) -> Run:
    """Execute the notebook at ``path`` in its own folder; the file is not changed.

    Warnings are errors. Where the machine cannot take the network away, the kernel's sockets refuse to connect.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from nbformat import from_dict

    document = read(path)
    guard = "" if can_unplug() else NO_NETWORK
    document["cells"] = [_cell("set-up", SET_UP + guard), *document["cells"], _cell("measure", MEASURE)]
    notebook = from_dict(document)
    problems: list[str] = []
    with tempfile.TemporaryDirectory(prefix="kernel-") as place:
        manager = _kernel(Path(place))
        client = NotebookClient(
            notebook,
            km=manager,
            timeout=cell_seconds,
            allow_errors=True,
            resources={"metadata": {"path": str(path.parent)}},
        )
        started = time.monotonic()
        try:
            client.execute(cleanup_kc=True)  # nbclient spares a kernel whose manager it did not make
        except (CellTimeoutError, DeadKernelError) as error:
            problems.append(str(error).strip().splitlines()[-1])
        seconds = time.monotonic() - started
    *cells, measured = notebook.cells
    problems += [problem for cell in cells for problem in _problems(cell)]
    use = json.loads(measured.outputs[0]["text"]) if measured.get("outputs") and not problems else {}
    return Run(path, seconds, use.get("cpu_seconds", 0.0), use.get("megabytes", 0.0), tuple(problems))


def _cell(cell_id: str, source: str) -> Cell:
    return {
        "id": cell_id,
        "cell_type": "code",
        "metadata": {},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def _kernel(place: Path) -> Any:
    """A kernel reached through files, so that it needs no network, not even its own machine's."""
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager

    start = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    if can_unplug():
        start = ["unshare", "--user", "--map-root-user", "--net", *start]
    folder = place / "kernels" / "python3"
    folder.mkdir(parents=True)
    spec = {"argv": start, "display_name": "Python 3", "language": "python"}
    (folder / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    specs = KernelSpecManager(kernel_dirs=[str(place / "kernels")], ensure_native_kernel=False)
    return AsyncKernelManager(
        kernel_name="python3",
        kernel_spec_manager=specs,
        transport="ipc",
        ip=str(place / "ipc"),
        connection_file=str(place / "connection.json"),
    )


def _problems(cell: Cell) -> list[str]:
    found = []
    for output in cell.get("outputs", []):
        if output["output_type"] == "error":
            found.append(f"cell '{cell['id']}': {output['ename']}: {output['evalue'][:500]}")
        elif output["output_type"] == "stream" and output["name"] == "stderr":
            found.append(f"cell '{cell['id']}' writes to stderr: {output['text'][:500]}")
    return found
