# SPDX-License-Identifier: MPL-2.0
"""A Word file as its parts: what each leads to, and the same parts as a file again, always the same bytes."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from lxml import etree

from udmoent.documents.word_package import BEGINNING, OFFICE, PACKAGE

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CONTENT_TYPES: Final = "[Content_Types].xml"
DOCUMENT: Final = "word/document.xml"
_TYPES: Final = f"{{{PACKAGE}/content-types}}"
_RELATIONS: Final = f"{{{PACKAGE}/relationships}}"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MAIN_TYPE: Final = f"{_WORD}.document.main+xml"


class Damaged(Exception):
    """What no program can read as a Word file."""


@dataclass(frozen=True, slots=True)
class Relation:
    """`kind` is the last word of the relation's type; `target` a part's name, or an address outside the file."""

    id: str
    kind: str
    target: str
    is_external: bool


class Package:
    """The parts of a Word file. Those that are XML are changed by `tree`, and written again when the file is."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self._parts = parts
        self._trees: dict[str, etree._Element] = {}

    @classmethod
    def read(cls, content: bytes) -> "Package":
        """Raises Damaged. The text itself is always called word/document.xml afterwards."""
        try:
            archive = zipfile.ZipFile(io.BytesIO(content))
            package = cls({one.filename: archive.read(one) for one in archive.infolist() if not one.is_dir()})
        except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError) as fault:
            raise Damaged from fault
        for name in package.names():
            if name.endswith((".xml", ".rels")):
                package.tree(name)
        package._call_the_text_document()
        return package

    def names(self) -> list[str]:
        return list(self._parts)

    def tree(self, name: str) -> etree._Element:
        """A part's root. Raises Damaged where there is none, or one that may hold what is not in the file."""
        if name not in self._trees:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            try:
                root = etree.fromstring(self._parts[name], parser)
            except (KeyError, etree.LxmlError, ValueError) as fault:
                raise Damaged from fault
            if root.getroottree().docinfo.internalDTD is not None:
                raise Damaged
            self._trees[name] = root
        return self._trees[name]

    def add(self, name: str, content: bytes, content_type: str) -> None:
        """A new part, or another content of one."""
        self._parts[name] = content
        self._trees.pop(name, None)
        self.tell_type(name, content_type)

    def tell_type(self, name: str, content_type: str) -> None:
        types = self.tree(CONTENT_TYPES)
        told = next((one for one in types if one.get("PartName") == f"/{name}"), None)
        if told is None:
            told = etree.SubElement(types, f"{_TYPES}Override", PartName=f"/{name}")
        told.set("ContentType", content_type)

    def content_type(self, name: str) -> str:
        types = self.tree(CONTENT_TYPES)
        told = {one.get("PartName", ""): one.get("ContentType", "") for one in types.iter(f"{_TYPES}Override")}
        ending = name.rpartition(".")[2].lower()
        usual = {one.get("Extension", "").lower(): one.get("ContentType", "") for one in types}
        return told.get(f"/{name}") or usual.get(ending, "")

    def relations(self, name: str = "") -> list[Relation]:
        """What a part leads to; without a name, what the file as a whole does."""
        listed = _listed(name)
        if listed not in self._parts:
            return []
        folder = posixpath.dirname(name)
        return [_relation(one, folder) for one in self.tree(listed).iter(f"{_RELATIONS}Relationship")]

    def related(self, kind: str) -> list[str]:
        """The parts to which the text leads by relations of that kind."""
        return [one.target for one in self.relations(DOCUMENT) if one.kind == kind and not one.is_external]

    def relate(self, name: str, kind: str) -> str:
        """Let the text lead to a part, and give the relation's id."""
        listed = self.tree(_listed(DOCUMENT))
        taken = {one.get("Id") for one in listed}
        id_ = next(f"rIdU{at}" for at in range(1, len(taken) + 2) if f"rIdU{at}" not in taken)
        self.relate_as(id_, name, kind)
        return id_

    def relate_as(self, id_: str, name: str, kind: str) -> None:
        """Let the text lead to a part by an id that it names already."""
        told = {"Id": id_, "Type": f"{OFFICE}/relationships/{kind}", "Target": f"/{name}"}
        etree.SubElement(self.tree(_listed(DOCUMENT)), f"{_RELATIONS}Relationship", told)

    def part_of(self, relation_id: str) -> str:
        """The part that the text names by a relation's id; "" where there is none."""
        return next((one.target for one in self.relations(DOCUMENT) if one.id == relation_id), "")

    def cut(self, name: str, kind: str) -> None:
        """Take away a part's relations of that kind."""
        listed = _listed(name)
        for one in list(self.tree(listed)) if listed in self._parts else ():
            if _relation(one, "").kind == kind:
                self.tree(listed).remove(one)

    def file(self, of_file: dict[str, str]) -> bytes:
        """The .docx of the text and all it leads to. `of_file`: the kind of each other part that the file leads to."""
        self._parts["_rels/.rels"] = _file_relations({DOCUMENT: f"{OFFICE}/relationships/officeDocument", **of_file})
        self._trees.pop("_rels/.rels", None)
        names = [CONTENT_TYPES, "_rels/.rels", *self._reached(list(of_file))]
        self._forget_types_of_others(set(names))
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in names:
                archive.writestr(zipfile.ZipInfo(name, BEGINNING), self._bytes(name), zipfile.ZIP_DEFLATED)
        return file.getvalue()

    def _reached(self, others: list[str]) -> Iterator[str]:
        """The text and the others, with every part they lead to and their lists of relations."""
        waiting, seen = [DOCUMENT, *others], set()
        while waiting:
            name = waiting.pop(0)
            if name in seen or name not in self._parts:
                continue
            seen.add(name)
            yield name
            if _listed(name) in self._parts:
                yield _listed(name)
            waiting += [one.target for one in self.relations(name) if not one.is_external]

    def _bytes(self, name: str) -> bytes:
        if name not in self._trees:
            return self._parts[name]
        return etree.tostring(self._trees[name], xml_declaration=True, encoding="UTF-8", standalone=True)

    def _forget_types_of_others(self, names: set[str]) -> None:
        types = self.tree(CONTENT_TYPES)
        for one in list(types.iter(f"{_TYPES}Override")):
            if one.get("PartName", "").lstrip("/") not in names:
                types.remove(one)

    def _call_the_text_document(self) -> None:
        """Some programs write word/document2.xml; relations are told from its folder, and so it may be renamed."""
        name = next((one.target for one in self.relations() if one.kind == "officeDocument"), "")
        if name not in self._parts or posixpath.dirname(name) != posixpath.dirname(DOCUMENT):
            raise Damaged
        if name == DOCUMENT:
            return
        content_type = self.content_type(name)
        for old, new in ((name, DOCUMENT), (_listed(name), _listed(DOCUMENT))):
            self._parts.pop(new, None)
            self._trees.pop(new, None)
            if old in self._parts:
                self._parts[new] = self._parts.pop(old)
        self.add(DOCUMENT, self._parts[DOCUMENT], content_type)


def _listed(name: str) -> str:
    """The part that lists another one's relations."""
    folder, _slash, own = name.rpartition("/")
    return posixpath.join(folder, "_rels", f"{own}.rels")


def _relation(one: etree._Element, folder: str) -> Relation:
    target, is_external = one.get("Target", ""), one.get("TargetMode") == "External"
    if not is_external:
        target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
    return Relation(one.get("Id", ""), one.get("Type", "").rpartition("/")[2], target, is_external)


def _file_relations(kinds: dict[str, str]) -> bytes:
    root = etree.fromstring(f'<Relationships xmlns="{PACKAGE}/relationships"/>')
    for at, (target, kind) in enumerate(kinds.items(), start=1):
        etree.SubElement(root, f"{_RELATIONS}Relationship", Id=f"rId{at}", Type=kind, Target=target)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
