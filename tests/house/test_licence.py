# SPDX-License-Identifier: MPL-2.0
"""Every source file says under which licence it may be used."""

import subprocess

from tests.house.floor_plan import ROOT

SOURCES = {".py", ".java", ".js", ".sh"}
SAYS = "SPDX-License-" + "Identifier: MPL-2.0"


def test_every_source_file_names_the_licence():
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    files = [ROOT / name for name in names if (ROOT / name).suffix in SOURCES and (ROOT / name).exists()]
    found = [str(file.relative_to(ROOT)) for file in files if SAYS not in file.read_text(encoding="utf-8")[:400]]
    assert files and not found, f"these lack a line with {SAYS}: {found}"
