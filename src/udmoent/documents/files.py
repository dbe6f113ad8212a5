# SPDX-License-Identifier: MPL-2.0
"""Files that came in, kept by the sha256 of their bytes; added, never changed."""

import hashlib
import os
import tempfile
from pathlib import Path


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
