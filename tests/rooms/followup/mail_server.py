# SPDX-License-Identifier: MPL-2.0
"""A mail server for tests: keeps what it is sent, refuses whom it is told to, and can fall silent in the middle."""

import socketserver
import threading
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage


class MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.kept: list[EmailMessage] = []
        self.refuses: set[str] = set()
        self.silent_after: int | None = None
        """After so many mails the next one is taken and never answered."""
        self.fell_silent = threading.Event()
        self.lock = threading.Lock()

    @property
    def port(self) -> int:
        return self.server_address[1]

    @property
    def went_to(self) -> list[str]:
        return sorted(str(mail["To"]) for mail in self.kept)


class Talk(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        with suppress(OSError):
            self.say("220 test")
            while line := self.rfile.readline():
                word = line.decode().strip()
                if word.upper().startswith("RCPT") and any(who in word for who in self.server.refuses):
                    self.say("550 no such mailbox")
                elif word.upper() == "DATA":
                    self.take()
                elif word.upper() == "QUIT":
                    return self.say("221 bye")
                else:
                    self.say("250 ok")

    def take(self) -> None:
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        with self.server.lock:
            silent = self.server.silent_after is not None and len(self.server.kept) >= self.server.silent_after
            self.server.kept.append(message_from_bytes(b"".join(lines), policy=policy.default))
        if silent:
            self.server.fell_silent.set()
            threading.Event().wait(60)
        self.say("250 taken")

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")
