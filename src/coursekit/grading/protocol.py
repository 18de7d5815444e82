"""Messages between checker and worker: one JSON header and raw buffers, each of bounded size.

Neither side trusts lengths, depth or types that the other sends: what does not fit raises ProtocolError. Nothing
is pickled.
"""

from __future__ import annotations

import json
import socket
import struct
import time
from dataclasses import dataclass, field
from typing import Any, NoReturn

PREFIX = struct.Struct("!4sII")  # magic, bytes of header, number of buffers
LENGTH = struct.Struct("!Q")
MAGIC = b"ckv1"
MAX_HEADER = 16 << 20
MAX_BUFFERS = 4096
# Of the files that a trainee's cells write, those that a test can read.
DATA_SUFFIXES = (".csv", ".tsv", ".txt", ".json", ".md", ".html", ".xml", ".parquet", ".xlsx", ".png", ".svg", ".jpg", ".yaml",
            ".yml", ".toml", ".ini", ".db", ".sqlite", ".log", ".pdf", ".geojson", ".feather", ".arrow")  # fmt: skip


class ProtocolError(Exception):
    """The other side sent what no honest side sends."""


class PeerGone(ProtocolError):
    """The other side has ended."""


class PeerTimeout(ProtocolError):
    """The other side did not answer in time."""


@dataclass
class Message:
    """One message: a header of plain JSON and the buffers that it refers to by number."""

    header: dict[str, Any]
    buffers: list[bytes] = field(default_factory=list)


def pack(message: Message) -> bytes:
    """The bytes of a message.

    >>> unpacked(pack(Message({"op": "get"}, [b"abc"]))).buffers
    [b'abc']
    """
    header = json.dumps(message.header, separators=(",", ":")).encode("ascii")
    parts = [PREFIX.pack(MAGIC, len(header), len(message.buffers)), header]
    for buffer in message.buffers:
        parts += [LENGTH.pack(len(buffer)), buffer]
    return b"".join(parts)


def unpacked(data: bytes, limit: int = 64 << 20) -> Message:
    """The message in ``data``; raises ProtocolError for anything else."""
    position = 0

    def take(count: int) -> bytes:
        nonlocal position
        if count > len(data) - position:
            raise ProtocolError("the message is cut short")
        position += count
        return data[position - count : position]

    message = _read(take, limit)
    if position != len(data):
        raise ProtocolError("bytes are left over")
    return message


class Channel:
    """One end of a socket that carries messages. ``limit`` bounds what one message may bring."""

    def __init__(self, sock: socket.socket, limit: int = 64 << 20) -> None:
        self.sock, self.limit = sock, limit

    def fileno(self) -> int:
        return self.sock.fileno()

    def close(self) -> None:
        self.sock.close()

    def send(self, message: Message, deadline: float | None = None) -> None:
        """Send; raises PeerTimeout at ``deadline`` (of ``time.monotonic``), PeerGone if nobody listens."""
        view = memoryview(pack(message))
        while view:
            self._wait(deadline)
            try:
                view = view[self.sock.send(view) :]
            except TimeoutError:
                raise PeerTimeout("no reader in time") from None
            except OSError as error:
                raise PeerGone(str(error)) from None

    def receive(self, deadline: float | None = None) -> Message:
        """The next message; raises PeerTimeout, PeerGone or ProtocolError."""
        return _read(lambda count: self._take(count, deadline), self.limit)

    def _take(self, count: int, deadline: float | None) -> bytes:
        found = bytearray()
        while len(found) < count:
            self._wait(deadline)
            try:
                part = self.sock.recv(min(count - len(found), 1 << 20))
            except TimeoutError:
                raise PeerTimeout("no answer in time") from None
            except OSError as error:
                raise PeerGone(str(error)) from None
            if not part:
                raise PeerGone("the other side has ended")
            found += part
        return bytes(found)

    def _wait(self, deadline: float | None) -> None:
        if deadline is None:
            self.sock.settimeout(None)
            return
        left = deadline - time.monotonic()
        if left <= 0:
            raise PeerTimeout("out of time")
        self.sock.settimeout(min(left, 1e6))  # an endless limit is no number of seconds to a socket


def _read(take: Any, limit: int) -> Message:
    magic, length, count = PREFIX.unpack(take(PREFIX.size))
    if magic != MAGIC or length > min(limit, MAX_HEADER) or count > MAX_BUFFERS:
        raise ProtocolError("this is no message")
    header = _parsed(take(length))
    buffers, left = [], limit - length
    for _ in range(count):
        (size,) = LENGTH.unpack(take(LENGTH.size))
        if size > left:
            raise ProtocolError("the message is too large")
        left -= size
        buffers.append(take(size))
    return Message(header, buffers)


def _parsed(data: bytes) -> dict[str, Any]:
    try:
        header = json.loads(data.decode("ascii"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise ProtocolError(f"the header is no JSON ({type(error).__name__})") from None
    if not isinstance(header, dict):
        raise ProtocolError("the header is no object")
    return header


def _refuse(constant: str) -> NoReturn:
    raise ProtocolError(f"{constant} is no JSON")
