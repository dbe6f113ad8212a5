# SPDX-License-Identifier: MPL-2.0
"""Reading pictures of pages with Tesseract, in Danish, pages side by side."""

import io
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import lru_cache
from typing import Any, Final

from django.utils.translation import gettext as _

from udmoent.lib.refusal import Refused

_LANGUAGE: Final = "dan"
_DPI: Final = 300
_LONGEST_SECONDS: Final = 180


@lru_cache(maxsize=1)
def is_installed() -> bool:
    """Whether Tesseract and its Danish are there."""
    return _LANGUAGE in _languages()


def _languages() -> frozenset[str]:
    program = shutil.which("tesseract")
    if not program:
        return frozenset()
    try:
        told = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=30, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(told.stdout.split())


def what_to_install() -> str:
    """A sentence that says what is missing and how to install it."""
    return _(
        "Reading scanned pages needs Tesseract with Danish. Install it: apt install tesseract-ocr tesseract-ocr-dan"
    )


def read_pages(
    document: Any, wanted: Sequence[int], progress: Callable[[int, int], None] | None = None
) -> dict[int, str]:
    """The text of these pages (from 0) of an open PDF. `progress` is told (pages read, pages in all). Refused without OCR."""
    if not is_installed():
        raise Refused(what_to_install())
    read: dict[int, str] = {}
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as workers:
        # Pages are drawn one by one, for PDFium is not made for threads; Tesseract reads them side by side.
        waiting = {workers.submit(_read, _drawn(document[at])): at for at in wanted}
        for done, future in enumerate(as_completed(waiting), start=1):
            read[waiting[future]] = future.result()
            if progress:
                progress(done, len(wanted))
    return read


def _drawn(page: Any) -> bytes:
    picture = page.render(scale=_DPI / 72, grayscale=True).to_pil()
    kept = io.BytesIO()
    picture.save(kept, "PNG", dpi=(_DPI, _DPI), compress_level=1)
    return kept.getvalue()


def _read(picture: bytes) -> str:
    program = shutil.which("tesseract") or "tesseract"
    try:
        told = subprocess.run(  # noqa: S603
            [program, "-", "-", "-l", _LANGUAGE, "--dpi", str(_DPI)],
            input=picture,
            capture_output=True,
            timeout=_LONGEST_SECONDS,
            check=True,
            # With more than one thread each, Tesseract is some thirty times slower.
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (OSError, subprocess.SubprocessError) as fault:
        raise Refused(_("Tesseract could not read a page: {fault}.").format(fault=fault)) from fault
    return told.stdout.decode("utf-8", errors="replace").replace("\f", "")
