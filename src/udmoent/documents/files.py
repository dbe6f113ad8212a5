# SPDX-License-Identifier: MPL-2.0
"""Files that came in, kept by the sha256 of their bytes; added, never changed. And files that go out, replaced whole."""

import hashlib
import os
import secrets
import shutil
import tempfile
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from udmoent.lib.refusal import Refused


def place(root: Path, sha256: str) -> Path:
    return root / sha256[:2] / sha256


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def keep(content: bytes, root: Path) -> str:
    """Keep the bytes below `root` and give their sha256. What is kept already is left alone."""
    sha256 = sha256_of(content)
    target = place(root, sha256)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o440)
        Path(name).rename(target)
    return sha256


LAID_OUT_FOR: Final = timedelta(days=1)


def lay_out(content: bytes, root: Path, *, now: datetime) -> str:
    """Let the bytes lie a while for whoever asked for them, and give the name they lie by. What has lain too long goes."""
    folder, name = root / _LAID_OUT, secrets.token_hex(16)
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.iterdir():
        if file.stat().st_mtime < (now - LAID_OUT_FOR).timestamp():
            _forget(file)
    (folder / name).write_bytes(content)
    os.utime(folder / name, (now.timestamp(), now.timestamp()))
    return name


def laid_out(name: str, root: Path) -> bytes | None:
    """What lies by that name; None where it lies there no more."""
    file = root / _LAID_OUT / name
    return file.read_bytes() if file.is_file() else None


_LAID_OUT: Final = "laid-out"


def replace_file(to: Path, content: bytes) -> None:
    """Whoever reads the file meanwhile finds the old one or the new one, whole."""
    to = to.resolve()
    beside = to.with_name(f".{secrets.token_hex(8)}.udmoent")
    try:
        with beside.open("xb") as file:
            file.write(content)
        if to.exists():
            shutil.copymode(to, beside)
        beside.replace(to)
    except OSError as fault:
        _forget(beside)
        sentence = _(
            "The file {file} cannot be written. Choose another name or folder, or close it if another program has it open."
        )
        raise Refused(sentence.format(file=to)) from fault


def _forget(file: Path) -> None:
    with suppress(OSError):
        file.unlink()
