"""Resource abuse: whoever takes too much is stopped whole, and keeps what the other cells earned."""

from __future__ import annotations

from grading_catalogue.case import Case, CourseCase, double

HOLDS = "stopped and told; the other questions keep their points"
CASES: list[Case | CourseCase] = [
    double("while True: pass", "endless loop", "a grader that never ends", HOLDS, told="stopped"),
    double("while True:\n    try:\n        while True: pass\n    except BaseException: pass", "endless loop that refuses to stop", "a grader that never ends", HOLDS, told="stopped"),
    double("import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\ntime.sleep(600)", "sleep that ignores signals", "a grader that waits", HOLDS, told="stopped"),
    double("def double(x):\n    while True: pass", "endless loop when called", "a test that never ends", HOLDS, told="stopped"),
    double("import time\ndef double(x): time.sleep(600)", "sleep when called", "a test that never ends", HOLDS, told="stopped"),
    double("x = 9 ** 9 ** 9", "one huge power", "a loop in C that no signal interrupts", HOLDS, told="stopped"),
    double("import re\nre.match(r'(a+)+$', 'a' * 60 + 'b')", "pattern that backtracks for ever", "a loop in C", HOLDS, told="stopped"),
    double("import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)\nos.kill(0, signal.SIGSTOP)", "stops itself", "a process that neither runs nor ends", HOLDS),
    double("x = bytearray(3 << 30)", "3 GB at once", "the machine's memory", HOLDS),
    double("x = []\nwhile True: x.append(bytearray(b'1' * (20 << 20)))", "memory in steps", "the machine's memory", HOLDS),
    double("import mmap\nx = mmap.mmap(-1, 2 << 30)\nfor at in range(0, 2 << 30, 4096): x[at] = 1", "shared memory", "memory that a limit on the heap misses", HOLDS),
    double("import os\nwhile True: os.fork()", "fork bomb", "all processes of the machine", HOLDS, level="full"),
    double("import subprocess\nfor _ in range(500): subprocess.Popen(['sleep', '600'])", "500 child processes", "all processes of the machine", HOLDS, level="full"),
    double("import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        time.sleep(600)\n    os._exit(0)\nos.wait()" + "\ndef double(x): return 0", "daemon that lives on", "a process after the end", "no point; nothing is left running"),
    double("import threading, time\nwhile True: threading.Thread(target=time.sleep, args=(600,)).start()", "threads without end", "all threads of the machine", HOLDS, level="full"),
    double("with open('big', 'wb') as file:\n    while True: file.write(bytes(1 << 20))", "one huge file", "the disk", HOLDS),
    double("for number in range(100_000):\n    with open(f'file{number}', 'wb') as file: file.write(bytes(1 << 20))", "many large files", "the disk", HOLDS, level="full"),
    double("import os\nfor number in range(10**6): os.mkdir(f'd{number}')", "folders without end", "the disk's table of files", HOLDS, level="full"),
    double("import os\nheld = [os.open('/dev/null', 0) for _ in range(10**6)]", "open files without end", "the system's table of files", HOLDS),
    double("while True: print('x' * 1000)", "output without end", "the gradebook's disk", HOLDS),
    double("print('x' * (300 << 20))", "300 MB in one line", "the gradebook's disk", HOLDS),
    double("from IPython.display import display\nfor _ in range(10**6): display({'a': 1})", "displays without end", "the gradebook's disk", HOLDS),
    double("import ctypes\nctypes.string_at(0)", "crash", "a dead kernel that ends the run", HOLDS, told="ended"),
    double("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\nos.abort()", "kills itself", "a dead kernel that ends the run", HOLDS),
    double("input('name? ')", "waits for input", "a grader that waits", HOLDS),
    double("import sys\nsys.stdin.read()\nopen(0).read()", "reads standard input", "a grader that waits", HOLDS),
    double("def f(): return f()\nf()", "endless recursion", "the stack", HOLDS),
    double("import sys\nsys.setrecursionlimit(10**9)\ndef f(): return f()\nf()", "endless recursion without a limit", "the stack of the C code", HOLDS),
    double("import os\nos.closerange(0, 10_000)", "closes all files", "a grader that waits for a worker without a socket", HOLDS),
    double("while True: pass", "a loop in each of three cells", "more time than the work is given", HOLDS, answers={"double": "while True: pass", "table": "while True: pass"}, own=("while True: pass",), costs=("double", "table")),
]  # fmt: skip
