"""What a child would otherwise load or build on first use, done once before forking: 0.3 s a submission."""

from __future__ import annotations

import json
import os
import signal
import sys
import warnings
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from coursekit.grading.shell import run

NOTEBOOK = json.dumps(
    {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {},
        "cells": [
            {"cell_type": "code", "id": "a", "source": "x = 1", "outputs": [], "execution_count": None,
             "metadata": {"nbgrader": {"schema_version": 3, "grade_id": "a", "solution": True, "grade": False,
                                       "locked": False, "task": False}}},
        ],
    }
).encode()  # fmt: skip
FRAME = (
    "__import__('pandas').DataFrame({'a': [1, 2], 'b': ['x', None], 'c': __import__('pandas').Timestamp(0)})"
)
MODELS = {  # the first one that is fitted looks for plug-ins and thread pools
    "sklearn.preprocessing": "__import__('sklearn.preprocessing').preprocessing.StandardScaler().fit(ROWS) and None",
    "sklearn.linear_model": "__import__('sklearn.linear_model').linear_model.LinearRegression().fit(ROWS, [0, 1]) and None",
    "sklearn.tree": "__import__('sklearn.tree').tree.DecisionTreeClassifier().fit(ROWS, [0, 1]) and None",
    "sklearn.cluster": "__import__('sklearn.cluster').cluster.KMeans(1, n_init=1).fit(ROWS) and None",
}
ROWS = "__import__('pandas').DataFrame({'a': [1.0, 2.0]})"
FIGURE = "__import__('matplotlib.pyplot').pyplot.plot([1, 2], label='a')[0].axes.legend() and None"
REHEARSAL_SECONDS = 60.0


def warm(role: str, shell: Any) -> None:
    """Go once through what every child does. Only code of this package and of the libraries runs."""
    from coursekit.grading.decoding import Decoder
    from coursekit.grading.values import Encoder

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for source in ("1 / 0", "(:", "[1.5]", "import os", *_samples(role)):
            run(shell, source)
        if "pandas" in sys.modules:
            encoder = Encoder()
            tree = encoder.encode(eval(FRAME))
            Decoder(encoder.buffers).decode(tree)
        if role == "checker":
            from coursekit.grading.crossing import crosses
            from coursekit.grading.intake import graft

            graft(NOTEBOOK, NOTEBOOK)
            crosses("%time 1")
    forget(shell)


def _samples(role: str) -> list[str]:
    found = [FRAME] if "pandas" in sys.modules else []
    if role == "worker":
        found += [FIGURE] if "matplotlib.pyplot" in sys.modules else []
        fitted = [source.replace("ROWS", ROWS) for module, source in MODELS.items() if module in sys.modules]
        found += fitted if "pandas" in sys.modules else []
    return found


def rehearse(cells: list[str]) -> None:
    """Run an instructor's set-up cells in names that are thrown away: what they import and load is then at hand.

    Only cells that trainees are given come here. Mistakes are the children's to meet.
    """

    def stop(*_: object) -> None:
        raise TimeoutError

    names: dict[str, Any] = {"__name__": "rehearsal", "display": lambda *_: None}
    place, path = os.getcwd(), list(sys.path)
    previous = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, REHEARSAL_SECONDS)
    try:
        with (
            open(os.devnull, "w") as null,
            redirect_stdout(null),
            redirect_stderr(null),
            warnings.catch_warnings(),
        ):
            for cell in cells:
                exec(compile(cell, "<set-up>", "exec"), names)
    except BaseException:
        return
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
        # A folder of modules lies elsewhere for a child: one that was not found here would be remembered as empty.
        sys.path[:] = path
        for folder in [folder for folder in sys.path_importer_cache if not os.path.isabs(folder)]:
            del sys.path_importer_cache[folder]
        os.chdir(place)
        if "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib.pyplot"].close("all")


def forget(shell: Any) -> None:
    """Leave no trace of the warming in the names and the history that children inherit."""
    space = shell.user_ns
    for name in [n for n in space if n == "os" or (n.startswith("_") and n.strip("_i0123456789") == "")]:
        dict.pop(space, name, None)
    for name in ("_i", "_ii", "_iii", "_", "__", "___"):
        space[name] = ""
    shell.execution_count = 1
    history = shell.history_manager
    history.input_hist_parsed[:], history.input_hist_raw[:] = [""], [""]
    history.output_hist.clear()
    shell.displayhook.flush()
    for name in ("_", "__", "___"):  # IPython sets them no more once they are not what it noted here
        shell.user_ns_hidden[name] = space[name]
    shell.recorder.used, shell.recorder.full = 0, False
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
