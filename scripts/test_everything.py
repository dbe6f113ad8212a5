# SPDX-License-Identifier: MPL-2.0
"""Every test on SQLite with a real browser, then on PostgreSQL what touches the database. Says at the end, loudly, what
had to be left out."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from postgresql import postgresql

ROOT = Path(__file__).parents[1]
PYTEST = [sys.executable, "-m", "pytest", "-q", "-n", "auto", "-rs"]
# program that tells it is there → Debian's packages that bring it, and what its tests are
NEEDED = {
    "chromium": (["chromium", "libatomic1"], "the journeys in a real browser"),
    "postgres": (["postgresql"], "the suite on PostgreSQL"),
    "tesseract": (["tesseract-ocr", "tesseract-ocr-dan"], "reading scanned pages"),
    "javac": (["default-jdk-headless", "libjaxb-java"], "the PDF/UA-1 and PDF/A-2a gate"),
    "pdftoppm": (["poppler-utils"], "the PDFs as pictures"),
}
FILES = {
    "libatomic1": "/usr/lib/*/libatomic.so.1",
    "tesseract-ocr-dan": "/usr/share/tesseract-ocr/*/tessdata/dan.traineddata",
    "libjaxb-java": "/usr/share/java/jaxb-runtime.jar",
}


def is_there(program: str) -> bool:
    """On the path, or where Debian keeps a server's programs."""
    return bool(shutil.which(program) or list(Path("/usr/lib/postgresql").glob(f"*/bin/{program}")))


def is_complete(program: str, packages: list[str]) -> bool:
    kept = [FILES[package] for package in packages if package in FILES]
    return is_there(program) and all(list(Path("/").glob(pattern.lstrip("/"))) for pattern in kept)


def missing() -> list[str]:
    return [program for program, (packages, _) in NEEDED.items() if not is_complete(program, packages)]


def install(programs: list[str]) -> None:
    """With Debian's own packages, where this is root; otherwise nothing happens here."""
    if not programs or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    packages = [package for program in programs for package in NEEDED[program][0]]
    print("Installing from Debian:", *packages, flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    subprocess.run(command, env=quiet, check=False, stdout=subprocess.DEVNULL)


def run(title: str, *options: str, database: dict[str, str]) -> bool:
    print(f"\n===== {title} =====", flush=True)
    surroundings = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run([*PYTEST, *options], cwd=ROOT, env=surroundings | database, check=False).returncode == 0


def run_on_postgresql() -> bool | None:
    """None where there is no PostgreSQL to run on."""
    with postgresql() as address:
        if address is None:
            return None
        return run("PostgreSQL", "--database-only", "-m", "not browser", database={"DATABASE_URL": address})


def main() -> None:
    install(missing())
    lacking = [f"{NEEDED[program][1]} (needs Debian's {', '.join(NEEDED[program][0])})" for program in missing()]
    left_out = [line for line in lacking if "PostgreSQL" not in line]
    passed = [run("SQLite, with a real browser", database={})]
    on_postgresql = run_on_postgresql()
    if on_postgresql is None:
        left_out.append("the suite on PostgreSQL (needs Debian's postgresql, or UDMOENT_TEST_DATABASE_URL)")
    passed.append(on_postgresql is not False)
    for line in left_out:
        print(f"\n!!!!! LEFT OUT: {line}", flush=True)
    if not left_out:
        print("\nNothing was left out.")
    raise SystemExit(0 if all(passed) else 1)


if __name__ == "__main__":
    main()
