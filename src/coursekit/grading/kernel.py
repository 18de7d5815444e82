"""The system calls of Linux that walls are made of, without a compiler: namespaces, mounts, capabilities, seccomp."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Sequence
from functools import cache

NEWNS, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET = (
    0x20000,
    0x4000000,
    0x8000000,
    0x10000000,
    0x20000000,
    0x40000000,
)
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = (
    1,
    2,
    4,
    8,
    32,
    4096,
    16384,
    1 << 18,
)
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_KEEPCAPS, PR_SET_NO_NEW_PRIVS = 1, 4, 8, 38
PR_SET_SECCOMP, PR_SET_CHILD_SUBREAPER = 22, 36
CAP_SYS_ADMIN, CAP_SETFCAP = 21, 31  # the second to map a user namespace's root further down
ALLOW, ERRNO = 0x7FFF0000, 0x50000
FAMILIES = (
    1,
    2,
    10,
    16,
)  # sockets of the machine itself: unix, and inet, inet6, netlink of the empty network

# Calls that no course work makes and that reach beyond the process: (x86_64, arm64)
REFUSED = {
    "ptrace": (101, 117), "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "swapon": (167, 224), "swapoff": (168, 225), "reboot": (169, 142), "sethostname": (170, 161),
    "setdomainname": (171, 162), "init_module": (175, 105), "delete_module": (176, 106), "quotactl": (179, 60),
    "settimeofday": (164, 170), "acct": (163, 89), "add_key": (248, 217), "request_key": (249, 218),
    "keyctl": (250, 219), "unshare": (272, 97), "perf_event_open": (298, 241), "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265), "clock_settime": (227, 112), "setns": (308, 268),
    "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "finit_module": (313, 273), "bpf": (321, 280),
    "userfaultfd": (323, 282), "kexec_load": (246, 104), "kexec_file_load": (320, 294), "memfd_create": (319, 279),
    "shmget": (29, 194), "msgget": (68, 186), "semget": (64, 190), "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426), "io_uring_register": (427, 427), "open_tree": (428, 428), "move_mount": (429, 429),
    "fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433),
    "pidfd_getfd": (438, 438), "mount_setattr": (442, 442), "memfd_secret": (447, 447),
}  # fmt: skip
CLONE, CLONE3, SOCKET = (56, 220), (435, 435), (41, 198)
ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
NAMESPACES = NEWNS | NEWUTS | NEWIPC | NEWUSER | NEWPID | NEWNET | 0x2000000


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _checked(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def unshare(flags: int) -> None:
    """Leave the namespaces that ``flags`` name; raises OSError."""
    _checked(_libc().unshare(flags), "unshare")


def enter_namespace(descriptor: int, flags: int) -> None:
    """Enter the namespace behind ``descriptor``; raises OSError."""
    _checked(_libc().setns(descriptor, flags), "setns")


def mount(source: str, target: str, kind: str = "", flags: int = 0, options: str = "") -> None:
    """mount(2); raises OSError."""
    done = _libc().mount(
        source.encode(), target.encode(), kind.encode(), ctypes.c_ulong(flags), options.encode()
    )
    _checked(done, f"mount {target}")


def control(option: int, value: int) -> None:
    """prctl(2) with one value; raises OSError."""
    zero = ctypes.c_ulong(0)
    _checked(_libc().prctl(option, ctypes.c_ulong(value), zero, zero, zero), "prctl")


def keep_capabilities(wanted: Sequence[int]) -> None:
    """Keep these capabilities and no others; raises OSError."""
    mask = sum(1 << number for number in wanted)
    header = struct.pack("=Ii", 0x20080522, 0)
    low, high = mask & 0xFFFFFFFF, mask >> 32
    data = struct.pack("=IIIIII", low, low, 0, high, high, 0)
    _checked(_libc().capset(header, data), "capset")


def map_one_user(inside: int) -> None:
    """In a new user namespace, be the user ``inside``, backed by the user that one was; raises OSError."""
    uid, gid = _before
    for name, content in (
        ("setgroups", "deny"),
        ("uid_map", f"{inside} {uid} 1"),
        ("gid_map", f"{inside} {gid} 1"),
    ):
        descriptor = os.open(f"/proc/self/{name}", os.O_WRONLY)
        try:
            os.write(descriptor, content.encode())
        finally:
            os.close(descriptor)


_before = (0, 0)


def remember_user() -> None:
    """Note who we are: after entering a user namespace the system would say 'nobody'."""
    global _before
    _before = (os.geteuid(), os.getegid())


def refuse_calls() -> None:
    """Install the system call filter for this process and all its children; raises OSError where there is none."""
    if platform.machine() not in ARCHITECTURES:
        raise OSError(errno.ENOSYS, "no system call filter for this processor")
    control(PR_SET_NO_NEW_PRIVS, 1)
    program = filter_program(*ARCHITECTURES[platform.machine()])
    code = ctypes.create_string_buffer(program, len(program))
    descriptor = struct.pack("@HP", len(program) // 8, ctypes.addressof(code))
    zero = ctypes.c_ulong(0)
    _checked(_libc().prctl(PR_SET_SECCOMP, ctypes.c_ulong(2), descriptor, zero, zero), "seccomp")


def filter_program(column: int, architecture: int) -> bytes:
    """The filter in the kernel's instructions: refuse foreign architectures, the calls above, new namespaces."""
    lines: list[tuple[int, int, int, int]] = []

    def refuse(number: int) -> tuple[int, int, int, int]:
        return (0x06, 0, 0, ERRNO | number)

    lines += [(0x20, 0, 0, 4), (0x15, 1, 0, architecture), refuse(errno.EPERM)]
    lines += [(0x20, 0, 0, 0)]
    if column == 0:
        lines += [(0x35, 0, 1, 0x40000000), refuse(errno.ENOSYS)]  # the x32 interface has other numbers
    for numbers in REFUSED.values():
        lines += [(0x15, 0, 1, numbers[column]), refuse(errno.EPERM)]
    lines += [
        (0x15, 0, 1, CLONE3[column]),
        refuse(errno.ENOSYS),
    ]  # its flags are out of sight; libc falls back
    lines += [(0x15, 0, 4, CLONE[column]), (0x20, 0, 0, 16), (0x45, 0, 1, NAMESPACES), refuse(errno.EPERM),
              (0x06, 0, 0, ALLOW)]  # fmt: skip
    count = len(FAMILIES)
    lines += [(0x15, 0, count + 2, SOCKET[column]), (0x20, 0, 0, 16)]
    lines += [(0x15, count - at, 0, family) for at, family in enumerate(FAMILIES)]
    lines += [refuse(errno.EAFNOSUPPORT), (0x06, 0, 0, ALLOW)]
    return b"".join(struct.pack("=HBBI", *line) for line in lines)
