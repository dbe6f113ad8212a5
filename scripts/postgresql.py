# SPDX-License-Identifier: MPL-2.0
"""A PostgreSQL to test on: the one named by UDMOENT_TEST_DATABASE_URL, else a throw-away one of our own, else one answering here."""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

AROUND = "postgres://postgres@127.0.0.1:5432/postgres"


def programs() -> Path | None:
    """The folder with the newest server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    here = shutil.which("initdb")
    return found[-1].parent if found else Path(here).parent if here else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def someone_but_root() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def as_user(user: str | None, *command: str) -> bool:
    prefix = ["runuser", "-u", user, "--"] if user else []
    done = subprocess.run([*prefix, *command], cwd="/", check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if done.returncode:
        print(done.stderr.decode(errors="replace"), file=sys.stderr)
    return done.returncode == 0


@contextmanager
def throw_away(folder: Path) -> Iterator[str | None]:
    """A server in a folder that vanishes with it; it forgets to sync, since nothing in it is to be kept."""
    binaries, port, user = programs(), free_port(), someone_but_root()
    if binaries is None:
        yield None
        return
    if user:
        shutil.chown(folder, user)
    cluster, control = folder / "cluster", str(binaries / "pg_ctl")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off"
    made = as_user(
        user,
        str(binaries / "initdb"),
        "-D",
        str(cluster),
        "-U",
        "udmoent",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "-N",
    )
    started = made and as_user(
        user, control, "-D", str(cluster), "-l", str(folder / "log"), "-o", options, "-w", "start"
    )
    try:
        yield f"postgres://udmoent@127.0.0.1:{port}/postgres" if started else None
    finally:
        if started:
            as_user(user, control, "-D", str(cluster), "-m", "immediate", "stop")


def answers(address: str) -> bool:
    try:
        psycopg.connect(address, connect_timeout=3).close()
    except psycopg.Error:
        return False
    return True


@contextmanager
def postgresql() -> Iterator[str | None]:
    """The address of a server that may create databases, or None."""
    named = os.environ.get("UDMOENT_TEST_DATABASE_URL")
    if named:
        yield named
        return
    with tempfile.TemporaryDirectory(prefix="udmoent-postgresql-") as folder, throw_away(Path(folder)) as address:
        yield address or (AROUND if answers(AROUND) else None)


if __name__ == "__main__":
    with postgresql() as found:
        if found is None:
            raise SystemExit(
                "No PostgreSQL here. Install Debian's postgresql, or name one in UDMOENT_TEST_DATABASE_URL."
            )
        raise SystemExit(
            subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": found}, check=False).returncode
        )
