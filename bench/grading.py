"""What grading a submission costs: stock nbgrader, the engine, and the floor below which no grader can go.

    coursekit bench grading [-n 24] [--stock-sample K] [--isolation full] [--json]

Makes a course with two exercises, one heavy in imports (as the course's own are) and one heavy in computing, releases
it with nbgrader, and grades the same submissions three ways in turns of a few, so that a load from elsewhere meets all
alike: nbgrader's own ``autograde``, one submission after the other as it works; the engine, from starting and
preloading to walls, gradebook and written notebooks; and the floor: a preloaded process that forks a child to run the
same cells, one child a core. Seconds are wall clock a submission, CPU seconds those of all processes that were waited
for. Both graders must give the same scores, or the run fails. It asserts nothing about time.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, Any, NoReturn

CHUNK = 8  # submissions graded by one side before the other has its turn
IMPORTS, COMPUTE = "imports", "compute"
SETUP = {
    IMPORTS: "import matplotlib.pyplot as plt\nimport numpy as np\nimport pandas as pd\nimport seaborn as sns\n"
    "from scipy import stats\nfrom sklearn.cluster import KMeans\nfrom sklearn.preprocessing import StandardScaler\n"
    'orders = pd.read_csv("orders.csv")\norders.head()',
    COMPUTE: "import numpy as np\nnumbers = np.random.default_rng(1).integers(0, 10**6, 400_000)",
}
TASKS: dict[str, list[tuple[str, str, str]]] = {  # right answer, wrong answer, test
    IMPORTS: [
        (
            'def customer_table(orders):\n    return orders.groupby("customer").agg(orders=("amount", "size"), spent=("amount", "sum"))',
            'def customer_table(orders):\n    return orders.groupby("customer").agg(orders=("amount", "size"), spent=("amount", "mean"))',
            'expected = orders.groupby("customer")["amount"].sum()\n'
            'assert np.allclose(customer_table(orders)["spent"], expected)\n'
            '### BEGIN HIDDEN TESTS\nfew = orders.head(50)\nassert np.isclose(customer_table(few)["spent"].sum(), few["amount"].sum())\n'
            "### END HIDDEN TESTS",
        ),
        (
            'table = orders.groupby("customer")["amount"].agg(["size", "sum"])\n'
            "groups = KMeans(n_clusters=3, n_init=3, random_state=0).fit_predict(StandardScaler().fit_transform(table))",
            "groups = None",
            "assert len(set(groups)) == 3\nassert len(groups) == orders.customer.nunique()",
        ),
        (
            'figure, axes = plt.subplots()\nsns.histplot(orders, x="amount", ax=axes)\naxes.set_title("Amounts");',
            "figure, axes = plt.subplots()",
            'assert axes.get_title() == "Amounts"',
        ),
        (
            'gini = float(abs(np.subtract.outer(a := orders["amount"].head(400).to_numpy(), a)).mean() / (2 * a.mean()))',
            "gini = 0.5",
            "a = orders['amount'].head(400).to_numpy()\n"
            "assert abs(gini - abs(a[:, None] - a).mean() / (2 * a.mean())) < 1e-9",
        ),
    ],
    COMPUTE: [
        (
            "count, seed = 0, 7\nfor step in range(6_000_000):\n    seed = (seed * 1103515245 + 12345) % 2147483648\n"
            "    count += seed & 1",
            "count = 0\nfor step in range(6_000_000):\n    count += step & 1",
            "assert count == 3_000_000 and seed == 661797511",
        ),
        (
            "ordered = [np.sort(numbers * factor)[-1] for factor in range(1, 25)]",
            "ordered = [np.sort(numbers * factor)[0] for factor in range(1, 25)]",
            "assert int(ordered[0]) == int(numbers.max())",
        ),
    ],
}


def cell(source: str, grade_id: str, kind: str) -> dict[str, Any]:
    """A code cell with nbgrader's mark."""
    mark = {"schema_version": 3, "grade_id": grade_id, "task": False, "locked": kind != "answer"}
    mark |= {"solution": kind == "answer", "grade": kind == "test"} | (
        {"points": 1} if kind == "test" else {}
    )
    return {"cell_type": "code", "id": grade_id, "metadata": {"nbgrader": mark}, "source": source, "outputs": [],
            "execution_count": None}  # fmt: skip


def notebook(exercise: str) -> dict[str, Any]:
    """The exercise as its author writes it."""
    cells = [cell(SETUP[exercise], "setup", "locked")]
    for number, (right, _, test) in enumerate(TASKS[exercise]):
        cells.append(cell(f"### BEGIN SOLUTION\n{right}\n### END SOLUTION", f"task{number}", "answer"))
        cells.append(cell(test, f"test{number}", "test"))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def make_course(root: Path) -> None:
    """A course folder with both exercises released by nbgrader."""
    from coursekit.grading.course import open_course
    from coursekit.grading.release import release

    (root / "source").mkdir(parents=True)
    (root / "nbgrader_config.py").write_text("c = get_config()\n")
    for exercise in (IMPORTS, COMPUTE):
        folder = root / "source" / exercise
        folder.mkdir()
        (folder / f"{exercise}.ipynb").write_text(json.dumps(notebook(exercise)))
    rows = [f"{(i * i) % 97},{(i * 7919) % 1000 / 10 + 1}" for i in range(2000)]
    (root / "source" / IMPORTS / "orders.csv").write_text("\n".join(["customer,amount", *rows]) + "\n")
    for exercise in (IMPORTS, COMPUTE):
        release(open_course(root), exercise)


def hand_in(root: Path, exercise: str, n: int, sampled: int) -> None:
    """``n`` submissions, every third with a wrong answer; stock grades those with an ``a`` in their id."""
    released = root / "release" / exercise
    for number in range(n):
        chunk = number // CHUNK
        share = sampled * (number + 1) // n - sampled * number // n
        folder = root / "submitted" / f"c{chunk:03d}{'a' if share else 'b'}{number:05d}" / exercise
        shutil.copytree(released, folder)
        path = folder / f"{exercise}.ipynb"
        held = json.loads(path.read_text())
        for at, (right, wrong, _) in enumerate(TASKS[exercise]):
            answer = next(c for c in held["cells"] if c["metadata"]["nbgrader"]["grade_id"] == f"task{at}")
            answer["source"] = wrong if number % 3 == 2 and at == number % len(TASKS[exercise]) else right
        path.write_text(json.dumps(held))


# The sides: each a process of its own that grades a chunk for every line that it reads.


def turns() -> Iterator[str]:
    """The chunks to grade, as the parent names them; what was measured goes back in one line each."""
    for line in sys.stdin:
        yield line.strip()
        print("done", own_cpu(), flush=True)


def stock_side(root: Path, exercise: str, _: argparse.Namespace) -> None:
    """nbgrader's own converter, as ``nbgrader autograde EXERCISE --student PATTERN`` runs it."""
    import logging
    import warnings

    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    from nbgrader.converters import Autograde
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    for chunk in turns():
        config = Config(
            {"CourseDirectory": {"root": str(root), "assignment_id": exercise, "student_id": f"{chunk}a*"}}
        )
        if list((root / "submitted").glob(f"{chunk}a*/{exercise}")):
            Autograde(coursedir=CourseDirectory(config=config), config=config).start()


def engine_side(root: Path, exercise: str, options: argparse.Namespace) -> None:
    """The whole pipeline of ``coursekit grade``, which rests between two chunks."""
    from coursekit.grading import kernel
    from coursekit.grading.course import open_course
    from coursekit.grading.graders import open_grader
    from coursekit.grading.head_start import head_start
    from coursekit.grading.run import grade_assignment
    from coursekit.grading.submission import Outcome, Submission

    kernel.control(kernel.PR_SET_CHILD_SUBREAPER, 1)  # bubblewrap does not wait for what it walls in: we do
    chunks = turns()
    next(chunks)
    how = {"workers": options.workers, "isolation": options.isolation, "checks": "auto"}
    with (
        head_start(root, exercise, **how) as engine,
        open_grader(course := open_course(root), cell_seconds=0, engine=engine, **how) as grade,
    ):

        def in_turns(submissions: Iterable[Submission]) -> Iterator[Outcome]:
            stream = iter(submissions)
            following = list(islice(stream, CHUNK))
            while following:
                yield from grade(following)
                following = list(islice(stream, CHUNK))
                if following:
                    next(chunks)

        summary = grade_assignment(course, exercise, grader=in_turns)
    if summary.ungraded:
        sys.exit(f"ungraded: {next(row.reason for row in summary.rows if row.reason)}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"the engine's own process took {peak} MB at its peak", file=sys.stderr)
    with suppress(ChildProcessError):
        while True:
            os.wait()
    next(chunks, None)


def floor_side(root: Path, exercise: str, options: argparse.Namespace) -> None:
    """Fork a preloaded process for each submission and run its cells and tests; nothing else."""
    from coursekit.grading import intake, zygote
    from coursekit.grading.course import open_course
    from coursekit.grading.preload import imports_of
    from coursekit.grading.shell import create_shell, fresh_event_loop, quiet_descriptors, run

    os.environ.update(zygote.ONE_THREAD, MPLBACKEND="module://matplotlib_inline.backend_inline")
    source = open_course(root).source(exercise, exercise)
    zygote.preload(imports_of(source, "worker"), ["matplotlib_inline.backend_inline"])
    shell = create_shell({}, figures=True)
    chunks = turns()
    next(chunks)  # preloading is not part of the floor: the first turn is for it
    for chunk in chunks:
        running: set[int] = set()
        for folder in sorted((root / "submitted").glob(f"{chunk}*/{exercise}")):
            held = intake.graft(source, (folder / f"{exercise}.ipynb").read_bytes(), "en").notebook
            if len(running) >= options.workers:
                running.discard(os.wait()[0])
            child = os.fork()
            if child == 0:
                quiet_descriptors()
                os.chdir(folder)
                fresh_event_loop()
                for each in held.cells:
                    run(shell, each.source)
                os._exit(0)
            running.add(child)
        while running:
            running.discard(os.wait()[0])


SIDES: dict[str, Callable[[Path, str, argparse.Namespace], None]] = {
    "stock": stock_side, "engine": engine_side, "floor": floor_side,
}  # fmt: skip


@dataclass
class Side:
    """One side's process and what it has taken so far."""

    command: list[str]
    process: subprocess.Popen[str] | None = None
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    said: IO[str] = field(default_factory=lambda: tempfile.TemporaryFile("w+"))  # noqa: SIM115  # as long as the side

    def grade(self, chunk: str) -> float:
        """Let it grade one chunk, starting it for the first; returns the CPU seconds that it says to have taken."""
        begin = time.perf_counter()
        if self.process is None:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self.said if self.command[3] == "stock" else None,  # its kernels warn in every run
                text=True,
            )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(chunk + "\n")
        self.process.stdin.flush()
        said = self.process.stdout.readline().split()
        if said[:1] != ["done"]:
            self._fail()
        self.seconds += time.perf_counter() - begin
        return float(said[1])

    def end(self) -> None:
        """Stop it and take stock of its processor time, that of its children included."""
        assert self.process is not None
        assert self.process.stdin is not None
        before = own_cpu()
        begin = time.perf_counter()
        self.process.stdin.close()
        if self.process.wait():
            self._fail()
        self.seconds += time.perf_counter() - begin
        self.cpu_seconds = own_cpu() - before

    def _fail(self) -> NoReturn:
        self.said.seek(0)
        sys.exit(f"{self.said.read()}bench grading: the side {self.command[3]} failed")


def own_cpu() -> float:
    """Processor seconds of this process and of all its ended children."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(used.ru_utime + used.ru_stime for used in both)


def machine_cpu() -> float:
    """Processor seconds that the whole machine has used since it started; 0 where that is not told."""
    try:
        user, nice, system, _, _, irq, softirq, *_ = map(
            int, Path("/proc/stat").read_text().split("\n")[0].split()[1:]
        )
    except (OSError, ValueError):
        return 0.0
    return (user + nice + system + irq + softirq) / os.sysconf("SC_CLK_TCK")


def measure(
    exercise: str, n: int, sampled: int, options: argparse.Namespace, template: Path
) -> dict[str, Any]:
    """Seconds and CPU seconds a submission for each side."""
    with tempfile.TemporaryDirectory(prefix="coursekit-bench-") as name:
        roots = {side: Path(name) / side for side in SIDES}
        for root in roots.values():
            shutil.copytree(template, root)
            hand_in(root, exercise, n, sampled)
        begin, machine, ours = time.perf_counter(), machine_cpu(), own_cpu()
        given = ["--workers", str(options.workers), "--isolation", options.isolation]
        sides = {
            side: Side(
                [
                    sys.executable,
                    __file__,
                    "--side",
                    side,
                    "--root",
                    str(root),
                    "--exercise",
                    exercise,
                    *given,
                ]
            )
            for side, root in roots.items()
        }
        preloading = sides["floor"].grade("preload")
        sides["floor"].seconds = 0.0
        for number in range(-(-n // CHUNK)):
            for side in sides.values():
                side.grade(f"c{number:03d}")
        for side in sides.values():
            side.end()
        sides["floor"].cpu_seconds -= preloading
        elapsed = time.perf_counter() - begin
        foreign = max(0.0, (machine_cpu() - machine) - (own_cpu() - ours)) / elapsed
        compare(roots["stock"], roots["engine"], exercise, sampled)
    stock = sides["stock"].seconds / sampled
    engine = sides["engine"].seconds / n
    floor = sides["floor"].seconds / n
    return {
        "n": n,
        "isolation": options.isolation,
        "stock_seconds": round(stock, 4),
        "engine_seconds": round(engine, 4),
        "ratio": round(stock / engine, 2),
        "floor_seconds": round(floor, 4),
        "foreign_load": round(foreign, 2),
    } | {"cpu": {"stock": sides["stock"].cpu_seconds / sampled, "engine": sides["engine"].cpu_seconds / n,
                 "floor": sides["floor"].cpu_seconds / n}}  # fmt: skip


def compare(stock: Path, engine: Path, exercise: str, sampled: int) -> None:
    """Stop the run unless both graders gave the same scores."""
    from coursekit.grading.course import open_course
    from coursekit.grading.results import results

    theirs, ours = (results(open_course(root), exercise) for root in (stock, engine))
    differing = [key for key in theirs if theirs[key].questions.keys() != ours[key].questions.keys() or any(
        theirs[key].questions[name].score != ours[key].questions[name].score for name in theirs[key].questions
    )]  # fmt: skip
    if len(theirs) != sampled or differing:
        sys.exit(
            f"bench grading: scores differ for {differing[:5]} ({len(theirs)} of {sampled} graded by stock)"
        )


def shown(name: str, found: dict[str, Any], sampled: int) -> str:
    """The figures of one exercise as lines."""
    n, cpu = found["n"], found["cpu"]
    lines = [
        f"{name}, {n} submissions, isolation {found['isolation']}, load from elsewhere {found['foreign_load']} cores"
    ]
    note = f"  (run on {sampled} of them)" if sampled < n else ""
    for side in ("stock", "engine", "floor"):
        line = f"  {side:8} {found[f'{side}_seconds']:8.3f} s   {cpu[side]:8.3f} CPU s a submission"
        lines.append(line + (note if side == "stock" else ""))
    over = found["engine_seconds"] / found["floor_seconds"]
    lines.append(f"  stock / engine {found['ratio']:.1f}   engine / floor {over:.2f}   scores equal")
    return "\n".join(lines)


def main() -> None:
    """Print the figures, as lines or as one JSON object."""
    parser = argparse.ArgumentParser(prog="coursekit bench grading", description=__doc__.splitlines()[0])
    parser.add_argument("-n", type=int, default=24, help="submissions (default 24)")
    parser.add_argument("--stock-sample", type=int, metavar="K", help="let stock grade only K of them")
    parser.add_argument(
        "--compute-n", type=int, help="submissions of the compute-heavy exercise (default: at most 16)"
    )
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="default: one a core")
    parser.add_argument("--isolation", default="full", choices=["full", "process", "none"])
    parser.add_argument("--json", action="store_true")
    for hidden in ("--side", "--root", "--exercise"):
        parser.add_argument(hidden, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.side:
        SIDES[options.side](Path(options.root), options.exercise, options)
        return
    sizes = {IMPORTS: max(options.n, 1), COMPUTE: max(options.compute_n or min(options.n, 16), 1)}
    samples = {name: min(options.stock_sample or n, n) for name, n in sizes.items()}
    with tempfile.TemporaryDirectory(prefix="coursekit-bench-") as name:
        template = Path(name) / "course"
        make_course(template)
        found = {e: measure(e, sizes[e], samples[e], options, template) for e in (IMPORTS, COMPUTE)}
    if options.json:
        for each in found.values():
            each.pop("cpu")
        print(json.dumps(found[IMPORTS] | {"compute": found[COMPUTE]}))
    else:
        print("\n".join(shown(name, each, samples[name]) for name, each in found.items()))


if __name__ == "__main__":
    main()
