"""Takes from this process what a parser never needs: the network, other programs, changes to files.

Linux only (seccomp, x86-64 and 64-bit ARM); elsewhere the limits of `isolation` stand alone.  The filter is a
classic BPF program over the number and the arguments of each system call; it can never be taken off again.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Iterator
from typing import Final

# Refused outright: connections, other programs and processes, every change to a file or its name.
# System call, its number on x86-64, on 64-bit ARM; the last four are allowed in part.
CALLS: Final = """
socket 41 198       socketpair 53 199   io_uring_setup 425 425   bpf 321 280
fork 57 -           vfork 58 -          execve 59 221            execveat 322 281
kill 62 129         ptrace 101 117      process_vm_writev 311 271   pidfd_open 434 434
mount 165 40        umount2 166 39      chroot 161 51            truncate 76 45
ftruncate 77 46     creat 85 -          rename 82 -              renameat 264 38
renameat2 316 276   mkdir 83 -          mkdirat 258 34           rmdir 84 -
unlink 87 -         unlinkat 263 35     link 86 -                linkat 265 37
symlink 88 -        symlinkat 266 36    mknod 133 -              mknodat 259 33
chmod 90 -          fchmod 91 52        fchmodat 268 53          chown 92 -
fchown 93 55        lchown 94 -         fchownat 260 54          setxattr 188 5
utimensat 280 88
open 2 -            openat 257 56       openat2 437 437          clone 56 220
clone3 435 435
"""
MACHINES: Final = {"x86_64": (0xC000003E, 1), "aarch64": (0xC00000B7, 2)}  # AUDIT_ARCH, column above

# Which argument decides, its bits, and whether the call is refused with one of them or without:
# files are opened to read, and threads are no processes.
_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
PARTLY: Final = {"open": (1, _WRITES, True), "openat": (2, _WRITES, True), "clone": (0, 0x10000, False)}
# Arguments in memory cannot be looked at; these "do not exist", and the C library takes the older ones.
HIDDEN: Final = ("openat2", "clone3")

_LOAD, _EQUAL, _LEAST, _BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # of classic BPF
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16  # offsets into seccomp_data; each argument takes 8 bytes
_NO_NEW_PRIVILEGES, _SET_FILTER, _FILTER = 38, 22, 2

Step = tuple[int, int, int, int]  # code, steps to skip if true, if false, value


def confine() -> bool:
    """Installs the filter; whether the kernel took it."""
    if sys.platform != "linux" or platform.machine() not in MACHINES:
        return False
    steps = list(_program(*MACHINES[platform.machine()]))
    packed = b"".join(struct.pack("HBBI", *step) for step in steps)
    code = ctypes.create_string_buffer(packed, len(packed))
    head = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code))
    control = ctypes.CDLL(None, use_errno=True).prctl
    if control(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(control(_SET_FILTER, _FILTER, ctypes.create_string_buffer(head, len(head)), 0, 0) == 0)


def _program(architecture: int, column: int) -> Iterator[Step]:
    refused, hidden = _REFUSE | errno.EPERM, _REFUSE | errno.ENOSYS
    yield _LOAD, 0, 0, _ARCHITECTURE
    yield _EQUAL, 1, 0, architecture
    yield _RETURN, 0, 0, refused  # a call in the manner of another architecture has other numbers
    yield _LOAD, 0, 0, _NUMBER
    yield _LEAST, 0, 1, 0x40000000  # and so has one in the manner of x32
    yield _RETURN, 0, 0, refused
    words = CALLS.split()
    for name, number in zip(words[::3], words[column::3], strict=True):
        if number == "-":
            continue
        yield _EQUAL, 0, 4 if name in PARTLY else 1, int(number)
        if name in PARTLY:
            argument, bits, refuse = PARTLY[name]
            yield _LOAD, 0, 0, _ARGUMENTS + 8 * argument
            yield _BITS, int(not refuse), int(refuse), bits
        yield _RETURN, 0, 0, hidden if name in HIDDEN else refused
        if name in PARTLY:
            yield _LOAD, 0, 0, _NUMBER
    yield _RETURN, 0, 0, _ALLOW
