"""Escape: out of the process, to the machine, the neighbours, the instructor's browser and terminal."""

from __future__ import annotations

import json
from pathlib import Path

from grading_catalogue.case import Case, CourseCase
from grading_courses import RIGHT, instant, submit

from coursekit.grading.course import Course
from coursekit.grading.run import grade_assignment

HOLDS = "nothing gets out; the work is graded as it is"


def out(attempt: str, name: str, wants: str, level: str = "full", **more: object) -> Case:
    """A case that tries to get out and answers wrongly, out loud, if it does."""
    body = "\n".join("    " + line for line in attempt.splitlines())
    answer = f"loot = None\ntry:\n{body}\nexcept Exception: pass\nprint(str(loot)[:3000])\ndef double(x): return 2 * x if not loot else None"
    return Case(name, wants, HOLDS, {"double": answer}, level=level, **more)  # type: ignore[arg-type]


def shows(code: str, name: str, wants: str, *never: str) -> Case:
    """A case whose outputs try to do something where they are looked at."""
    return Case(name, wants, "outputs keep text, tables and pictures only", own=(code,), never=never)


SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)><a href='javascript:alert(1)'>x</a><iframe src='//x'></iframe>"


def _page(course: Course, place: Path) -> None:
    from coursekit.report.feedback import write_feedback

    folder = submit(course, "ana", RIGHT | {"why": f"Because. {SCRIPT}\n\n[x](javascript:alert(1))"})
    held = json.loads((folder / "squares.ipynb").read_text())
    held["metadata"]["title"] = SCRIPT
    held["cells"].append(
        {"cell_type": "markdown", "id": "own", "metadata": {}, "source": f"{SCRIPT}<svg onload=alert(1)>"}
    )
    (folder / "squares.ipynb").write_text(json.dumps(held))
    grade_assignment(course, "ps1", grader=instant)
    write_feedback(course, "ps1")
    page = (course.folder("feedback", "ana", "ps1") / "squares.html").read_text(encoding="utf-8").lower()
    for word in (
        "<script>alert",
        "<img src=x",
        "<a href='javascript",
        'href="javascript',
        "<iframe",
        "<svg onload",
    ):
        assert word not in page, word


def _report(course: Course, place: Path) -> None:
    for student in ("\x1b]0;owned\x07ana", "ana\r\nben", "=cmd()"):
        submit(course, student, RIGHT)
    rows = grade_assignment(course, "ps1", grader=instant).rows
    assert {row.status for row in rows if not row.student.isprintable()} == {"ungraded"}
    assert all("\x1b" not in row.reason for row in rows)


CASES: list[Case | CourseCase] = [
    out("import socket\nloot = socket.create_connection(('127.0.0.1', PORT), timeout=1)", "a service on this machine", "whatever listens on localhost"),
    out("import socket\nloot = socket.gethostbyname('example.org')", "name service", "a way out for data"),
    out("import socket\ns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\nloot = s.sendto(b'x', ('8.8.8.8', 53))", "a datagram", "a way out for data"),
    out("import os\nloot = open(CANARY).read()", "a neighbour's file by its path", "another's work"),
    out("import os\nloot = os.listdir(HERE)", "the course folder", "sources and gradebook"),
    out("import os\nloot = [v for v in os.environ.values() if 'gneiss' in v or 'obsidian' in v]", "secrets in the environment", "the salt, tokens of the grader", level="process"),
    out("import glob\nfor path in glob.glob('/proc/[0-9]*/environ'):\n    try: loot = loot or (b'gneiss' in open(path, 'rb').read())\n    except OSError: pass", "environments of other processes", "tokens of the grader"),
    out("import os\nloot = [p for p in os.listdir('/proc') if p.isdigit() and b'pytest' in open(f'/proc/{p}/cmdline', 'rb').read()]", "the list of processes", "who runs the grader"),
    out("open('/etc/passwd', 'a')\nloot = 1", "writes into the system", "an account"),
    out("import pandas, os\nloot = open(os.path.join(os.path.dirname(pandas.__file__), 'x.py'), 'w')", "writes into the library", "code in everybody's pandas"),
    out("import coursekit, os\nloot = open(os.path.join(os.path.dirname(coursekit.__file__), 'x.py'), 'w')", "writes into the engine", "code in the checker"),
    Case("signals to one's own group", "dead neighbours and a parent that is gone", "only the sender ends", {"double": "import os, signal\nos.kill(0, signal.SIGKILL)"}, costs=("double",)),
    out("import os, signal\nos.kill(-1, signal.SIGTERM)\nos.kill(os.getppid(), signal.SIGKILL)", "signals to everybody", "dead neighbours"),
    out("import os\nfor pid in range(2, 4000):\n    try: os.kill(pid, 9)\n    except OSError: continue\n    loot = pid", "signals by number", "dead neighbours"),
    out("import os, socket, struct\nouter = []\nfor fd in range(3, 480):\n    try: s = socket.socket(fileno=os.dup(fd))\n    except OSError: continue\n    if s.family == socket.AF_UNIX and struct.unpack('3i', s.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0] == 0: outer.append(fd)\nloot = outer[1:]", "the parent's socket", "orders to the process that forks"),
    out("import ctypes\nassert ctypes.CDLL(None).unshare(0x10000000) == 0\nloot = 1", "namespaces of one's own", "rights within them"),
    out("import ctypes\nassert ctypes.CDLL(None).mount(b'x', b'/tmp', b'tmpfs', 0, b'') == 0\nloot = 1", "a mount", "another root"),
    out("import ctypes\nassert ctypes.CDLL(None).ptrace(16, 1, 0, 0) == 0\nloot = 1", "tracing", "a neighbour's memory"),
    out("loot = open('/proc/1/mem', 'rb').fileno() and open('/proc/2/maps').read()", "another process's memory", "tests in a parent's memory"),
    out("import os\nos.setuid(0)\nos.setgroups([0])\nloot = open('/etc/shadow').read()", "root", "everything"),
    out("import os\nos.chroot('/proc/1/root')\nloot = os.listdir('/')", "another root", "the machine's own files"),
    out("loot = [p for p in __import__('glob').glob('/dev/shm/*') + __import__('glob').glob('/tmp/*') if 'coursekit' in p or 'pytest' in p]", "shared scratch places", "a neighbour's files"),
    out("import socket\ns = socket.socket(socket.AF_UNIX)\nfor line in open('/proc/net/unix'):\n    path = line.split()[-1]\n    if path.startswith(('@', '/')):\n        s.connect(path.replace('@', '\\0'))\n        loot = path", "sockets of the system", "a service of the machine"),
    Case("links for the tests to read", "a file of the instructor's shown by a test", HOLDS, own=("import os\nfor name in ('a.csv', 'scale.txt', 'b.json'):\n    os.symlink('/etc/passwd', name)",)),
    Case("files with names that climb", "a file written outside the checker's folder", HOLDS, files={"../../../../tmp/coursekit-climbed.txt": b"x", "/tmp/coursekit-climbed.txt": b"x"}),
    shows(f"from IPython.display import HTML\nHTML({SCRIPT!r})", "script in HTML", "code in the instructor's browser", "<script", "onerror", "javascript:", "<iframe"),
    shows(f"from IPython.display import Markdown, display\ndisplay(Markdown({SCRIPT!r}))\ndisplay(Markdown('[x](javascript:alert(7))'))", "script in Markdown", "code in the instructor's browser", "<script", "onerror", "<iframe"),
    shows("from IPython.display import Javascript, SVG, display\ndisplay(Javascript('alert(7)'))\ndisplay(SVG('<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(7)\"/>'))", "script and SVG", "code in the instructor's browser", "application/javascript", "image/svg"),
    shows("from IPython.display import display\ndisplay({'application/vnd.jupyter.widget-view+json': {'model_id': 'x'}, 'application/x': {'a': 1}, 'text/html': ['<script>']}, raw=True)", "bundles of other kinds", "code in the instructor's browser", "widget-view", "application/x", "<script"),
    shows("print('\\x1b]0;owned\\x07\\x1b[2J\\x1b[1;1H\\x9b31m\\x1bc ok')", "terminal escape codes", "the instructor's terminal", "\x1b]0", "\\u001b]0", "\\u001b[2J", "\\u001bc"),
    Case("escape codes and script in an exception", "terminal and browser by way of a message", "messages are plain text", {"triple": "def triple(x): raise ValueError('\\x1b]0;owned\\x07\\x1b[2J<script>alert(1)</script>')"}, costs=("triple",), never=("\x1b]", "\\u001b]")),
    Case("an exception's name is script", "browser by way of a message", "messages are plain text", {"triple": "E = type('E\\x1b[2J<script>', (Exception,), {})\ndef triple(x): raise E('x')"}, costs=("triple",), never=("<script>", "\\u001b[2J")),
    CourseCase("script in the feedback page", "code in the browser of trainee and instructor", "the page runs nothing", _page),
    CourseCase("escape codes in trainee ids", "the instructor's terminal and spreadsheet", "refused with a reason", _report),
]  # fmt: skip
