# SPDX-License-Identifier: MPL-2.0
"""The translations: `update` collects what the code says, `check` lists what Danish lacks, `compile` makes what is read.

Needs none of gettext's programs. Entries carry no line numbers and nothing is guessed, so that a change is only what changed.
"""

import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src/udmoent"
DANISH = PACKAGE / "locale/da/LC_MESSAGES/django.po"
HEADER = """\
# SPDX-License-Identifier: MPL-2.0
# Danish: what users see. English is written in the code.
msgid ""
msgstr ""
"Language: da\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
PLACEHOLDER = re.compile(r"\{(\w*)[^{}]*\}")
SINGULAR = ("_", "gettext", "gettext_lazy", "gettext_noop")
KEYWORDS = dict.fromkeys(SINGULAR) | {
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def as_python(template: str, origin: str) -> str:
    """A template's translated parts as calls. Without indentation, which means nothing there and would stop Python's reader."""
    from django.utils.translation.template import templatize

    return "\n".join(line.strip() for line in templatize(template, origin=origin).splitlines())


def sources() -> Iterator[tuple[Path, str]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        if "migrations" not in file.parts:
            yield file, file.read_text(encoding="utf-8")
    for file in sorted([*PACKAGE.rglob("templates/**/*.html"), *PACKAGE.rglob("templates/**/*.txt")]):
        yield file, as_python(file.read_text(encoding="utf-8"), str(file))


def add_calls(catalog: Catalog, text: str) -> None:
    for _line, name, arguments, comments in extract_python(io.BytesIO(text.encode()), KEYWORDS, ["Translators:"], {}):
        words = arguments if isinstance(arguments, tuple) else (arguments,)
        context = words[0] if name in ("pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy") else None
        said = words[1:] if context is not None else words
        wanted = 2 if name.startswith(("ng", "np")) else 1
        said = said[:wanted]
        if said and all(said):
            catalog.add(said if wanted == 2 else said[0], context=context, user_comments=comments)


def said_by_the_code() -> Catalog:
    catalog = Catalog(locale="da")
    for file, text in sources():
        try:
            add_calls(catalog, text)
        except (SyntaxError, IndentationError) as fault:
            raise SystemExit(f"{file.relative_to(ROOT)}: {fault}") from fault
    return catalog


def danish() -> Catalog:
    if not DANISH.exists():
        return Catalog(locale="da")
    with DANISH.open("rb") as file:
        return read_po(file, locale="da")


def write_atomically(target: Path, content: bytes) -> None:
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(target)


def update(*, keep_unused: bool = True) -> None:
    """Adds what is new and sets aside what is no longer said; a sentence that comes back finds its translation again."""
    code, kept = said_by_the_code(), danish()
    for name, message in list(kept.obsolete.items()):
        if code.get(message.id, message.context):
            kept[message.id] = kept.obsolete.pop(name)
    kept.update(code, no_fuzzy_matching=True, update_creation_date=False)
    for untranslated in [k for k, message in kept.obsolete.items() if not is_translated(message)]:
        del kept.obsolete[untranslated]
    content = io.BytesIO(HEADER.encode())
    content.seek(0, io.SEEK_END)
    write_po(content, kept, 120, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=not keep_unused)
    DANISH.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(DANISH, content.getvalue())


def compile_danish() -> None:
    if not DANISH.exists():
        return
    content = io.BytesIO()
    write_mo(content, danish())
    write_atomically(DANISH.with_suffix(".mo"), content.getvalue())


def is_translated(message: Message) -> bool:
    words = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    return bool(words) and all(words)


def written(message: Message) -> str:
    return "".join(message.string) if isinstance(message.string, (list, tuple)) else message.string


def key(message: Message) -> tuple[object, object]:
    return (message.id, message.context)


def loses_a_placeholder(message: Message) -> bool:
    """Babel sees to %(name)s; this to {name:%d.%m.%Y}, which str.format fills."""
    words = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    asked = {
        tuple(sorted(PLACEHOLDER.findall(text)))
        for text in ([message.id] if isinstance(message.id, str) else message.id)
    }
    return any(tuple(sorted(PLACEHOLDER.findall(text))) not in asked for text in words if text)


def faults() -> list[str]:
    """What keeps the Danish from being complete, a line for each."""
    said = {key(m): m for m in said_by_the_code() if m.id}
    known = {key(m): m for m in danish() if m.id}
    found = [f"missing: {m.id!r}" for k, m in said.items() if k not in known]
    found += [f"no longer said: {m.id!r}" for k, m in known.items() if k not in said]
    found += [f"untranslated: {m.id!r}" for k, m in known.items() if k in said and not is_translated(m)]
    found += [f"fuzzy: {m.id!r}" for m in known.values() if m.fuzzy]
    found += [f"set aside: {m.id!r}" for m in danish().obsolete.values()]
    found += [f"other quotation marks than “ and ”: {m.id!r}" for m in known.values() if set("»«„") & set(written(m))]
    found += [f"placeholders differ: {m.id!r}" for m in known.values() if loses_a_placeholder(m)]
    for message, errors in danish().check():
        found += [f"{error}: {message.id!r}" for error in errors]
    return found


def check() -> None:
    found = faults()
    for line in found:
        print(line, file=sys.stderr)
    if found:
        raise SystemExit(
            f"{len(found)} faults in {DANISH.relative_to(ROOT)}. Run `make messages`, then translate what it added."
        )


def main() -> None:
    deeds = {"update": update, "tidy": lambda: update(keep_unused=False), "check": check, "compile": compile_danish}
    wish = sys.argv[1] if len(sys.argv) == 2 else ""
    if wish not in deeds:
        raise SystemExit(f"usage: messages.py {'|'.join(deeds)}")
    deeds[wish]()


if __name__ == "__main__":
    main()
