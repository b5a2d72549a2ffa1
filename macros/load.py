"""From YAML files to records, with the line of every field.

Follows YAML 1.1 as PyYAML reads it, but takes nothing on trust: text that YAML would
silently turn into something else (`no`, `1.10`, dates, octal numbers), duplicate keys,
tabs and empty values are problems, each with a line and what to write instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from pydantic import ValidationError

from .model import CLOCK_FORM, KINDS, WORD_FORM, Data, Kind, Named, Origin, dotted, label, meaning, models, record_model
from .problem import Problem, did_you_mean

ROOT = Path(__file__).resolve().parent.parent
FAST_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOT_RECORDS = {"addresses.yml", "words.txt", "Thumbs.db", "desktop.ini"}
_BOOLEANS = {"true": True, "false": False}
_EATEN = re.compile(r"[&!]\S*")
_BLANK = "is blank. Write the text, or leave the field out if it is optional"
_JOINERS = "\u200c\u200d"  # join and part letters and emoji
_NOT_UTF_8 = "is not UTF-8 text. Save the file with the encoding UTF-8"
_IN_BRACKETS = 'has a text in brackets that YAML reads in its own way. Put each text in quotation marks: ["one", "two"]'
_DEEPEST = 20  # levels; the deepest record has six
_NESTED = re.compile(rf"(?: *[-?:] ){{{_DEEPEST}}}| {{{4 * _DEEPEST}}}")
_NO_RECORDS = "holds no records. It needs at least one"

Path_ = tuple[str | int, ...]
_Found = list[tuple[Kind, Path_, Any]]  # records in a file, each with its place


_ITEM = r"""(?:[^\W_][\w’]*+(?:[ -][\w’]++)*+|"[^"\\]*+")"""  # words, or a text without escapes in quotation marks
_PLAIN_LIST = re.compile(rf"\[ *{_ITEM}(?:,\s+{_ITEM})*+\s*\]")


class _File:
    """Plain values of one YAML file and the line of each, or what is wrong with it:
    `wrong` has line, path and message."""

    def __init__(self, raw: bytes, name: str, kinds: Sequence[Kind]) -> None:
        self.name = name
        self.kinds = kinds
        self.lines: dict[Path_, int] = {}
        self.wrong: list[tuple[int, Path_, str]] = []
        self.trapped: set[Path_] = set()
        self.value: Any = None
        try:
            text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            self.problem(raw[: error.start].count(b"\n") + 1, (), _NOT_UTF_8)
            return
        if text.count("\0") > len(text) // 4:  # UTF-16 without a mark at the start
            self.problem(1, (), _NOT_UTF_8)
            return
        self._text = [*text.split("\n"), ""]  # YAML sets a blank at the end on a line of its own
        self._unreadable()
        if self.wrong:
            return
        try:
            node = yaml.compose(text, Loader=FAST_LOADER)
        except yaml.MarkedYAMLError as error:
            self._syntax(text, error)
            return
        if node is None:
            self.problem(1, (), _NO_RECORDS)
            return
        fields = {field for kind in kinds for model in models(kind.model) for field in model.model_fields}
        self._swallowed = re.compile(r"\s*(?:(?P<hyphen>-)\s|(?P<comment>#)\s|(?P<field>" + "|".join(sorted(fields)) + r"):(?:\s|$))")
        self.value = self._plain(node, ())

    def problem(self, line: int, path: Path_, message: str) -> None:
        """Something is wrong at `path`; what is said first about a value is enough."""
        if path not in self.trapped:
            self.wrong.append((line, path, message))

    def _trap(self, line: int, path: Path_, message: str) -> None:
        self.problem(line, path, message)
        self.trapped.add(path)

    def _unreadable(self) -> None:
        """What no reader sees, or no parser survives, whatever stands around it."""
        depth = 0
        for number, line in enumerate(self._text, 1):
            if mark := unseen(line):
                self.problem(number, (), mark)
            if "\t" in line and not re.match(" *#", line):
                self.problem(number, (), (
                    "starts with a tab, which YAML does not allow. Indent with spaces, two a level"
                    if re.match(r" *\t", line) else "holds a tab. Use spaces"
                ))
            deepest = depth
            for bracket in re.findall(r"[\[{\]}]", line):
                depth = max(0, depth + (1 if bracket in "[{" else -1))
                deepest = max(deepest, depth)
            if deepest > _DEEPEST or _NESTED.match(line):
                self.problem(number, (), "is nested deeper than any record. Take out the brackets, hyphens or spaces that are too many")
                return

    def _syntax(self, text: str, refused: yaml.MarkedYAMLError) -> None:
        """One problem for text that is no YAML, in an editor's words. The two parsers of
        PyYAML differ in little; what either refuses is refused."""
        for number, content in enumerate(self._text, 1):
            if content.startswith(("<<<<<<< ", ">>>>>>> ")):
                self.problem(number, (), "is a mark of git, which found two versions here. Keep one of them, and take out the marks")
                return
        if stray := self._stray():
            self.problem(stray, (), 'is neither a comment nor part of a record. A comment starts with "# "')
            return
        try:
            yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            if error.context == "while scanning a simple key":  # noticed one line too late
                mark = error.context_mark
            line = mark.line + 1 if mark else 1
            here = self._text[line - 1]
            if slip := _slip(here):
                message = slip
            elif "mapping values are not allowed" in str(error.problem):
                message = (
                    "has a second colon on the line. Put the text in double quotation marks"
                    if len(re.findall(r":(?:\s|$)", here)) > 1 else
                    'is indented further than the line above it allows. Fields of a record stand below each other; a record starts with "- "'
                )
            elif "found unexpected end of stream" in str(error.problem) or "while scanning a quoted scalar" in str(error.context):
                line = error.context_mark.line + 1 if error.context_mark else line
                message = "opens a quotation mark that is never closed. Close it at the end of the text"
            elif "expected a single document" in str(error.context):
                message = "has a line `---`, which starts a second document. Take it out"
            elif opened := _opened(text, line):
                message = f"opens a quotation mark that closes only in line {line}. Close it at the end of the text"
                line = opened
            elif re.match(r"\s*(?:- +)*(?:[\w-]+: +)?[\"']", here):
                message = "has a quotation mark that closes before the text ends. Inside a text write curly marks: “ and ” or ’"
            elif special := re.match(r"\s*(?:- +)*(?:[\w-]+: +)?([\[{@`*%]|[>|](?![-+]?\s*$))", here):
                message = f"has a text that starts with {special[1]}, which YAML reads in its own way. Put the whole text in quotation marks"
            elif error.context == "while scanning a simple key":
                message = "is neither a field nor part of the text above it. A field has a colon and a space; text stands further in than its field"
            elif "expected <block end>" in str(error.problem) and re.match(r"\s*- ", here):
                message = 'has its hyphen at another place than the items above it. A record’s "- " stands at the start of the line'
            elif "expected <block end>" in str(error.problem) and re.match(r"\s*[\w-]+:(\s|$)", here):
                message = 'is indented less than the fields around it. Fields of a record stand below each other; a record starts with "- "'
            else:
                message = (
                    f"is not valid YAML ({error.problem}). Check, here and in the line above, the indentation, "
                    "the colon and the space after the key, and the quotation marks"
                )
            self.problem(line, (), message)
        else:
            self._syntax_of_one(refused)

    def _syntax_of_one(self, refused: yaml.MarkedYAMLError) -> None:
        """The same where only the parser in C refuses."""
        what = f"{refused.context} {refused.problem}"
        mark = refused.context_mark if "flow" in what and refused.context_mark else refused.problem_mark or refused.context_mark
        line = mark.line + 1 if mark else 1
        if "Unicode character escape" in what:
            message = "holds an escape such as \\ud83d, which is half a character. Type the character itself"
        elif re.search(r"[\[{]", self._text[line - 1]):
            message = _IN_BRACKETS
        else:
            message = f"is not valid YAML ({refused.problem}). Put the text in quotation marks"
        self.problem(line, (), message)

    def _stray(self) -> int | None:
        """Line of the first text that stands before every record and is no comment."""
        keys = [kind.key for kind in self.kinds if kind.key]
        first = "|".join(f"{key}:" for key in keys) if keys else r"\w+:" if "*" in self.kinds[0].file else r"\s*[-‐-―−]|\s+|id:"
        for number, line in enumerate(self._text, 1):
            if line.strip() and not line.startswith(("#", "---", "%")):
                return None if re.match(first, line) else number
        return None

    def _plain(self, node: yaml.Node, path: Path_, in_brackets: bool = False) -> Any:
        self.lines[path] = node.start_mark.line + 1
        if eaten := _EATEN.match(self._text[node.start_mark.line], node.start_mark.column):
            # YAML drops it from the text; an alias to a name could also go round in circles
            what = "type" if eaten[0].startswith("!") else "name"
            self._trap(node.start_mark.line + 1, path, f"starts with {eaten[0]}, which YAML takes for a {what}. Put the text in quotation marks")
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, path)
        inside = isinstance(node, yaml.CollectionNode) and bool(node.flow_style)
        if inside and not in_brackets and (wrong := self._differently_read(node)):
            self._trap(node.start_mark.line + 1, path, wrong)
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path, in_brackets or inside)
        return [self._plain(item, (*path, index), in_brackets or inside) for index, item in enumerate(node.value)]

    def _mapping(self, node: yaml.MappingNode, path: Path_, in_brackets: bool) -> dict[str, Any]:
        values: dict[str, Any] = {}
        first: dict[str, int] = {}
        for index, (key_node, value_node) in enumerate(node.value):
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.problem(line, path, "has brackets or braces where a key should be. Put the text in quotation marks")
                continue
            key = key_node.value
            here = (*path, key)
            if key == "id" and "id" in values and any(later.value in values for later, _ in node.value[index + 1:]):
                self.problem(line, here, f'is given twice, first in line {first[key]}. Where a new record starts, write "- id"')
                break  # what follows belongs to that record
            if key in values:
                self.problem(line, here, f'is given twice, first in line {first[key]}. Keep one of the two')
                continue
            first[key] = line
            values[key] = self._plain(value_node, here, in_brackets)
            self.lines[here] = line
        return values

    def _scalar(self, node: yaml.ScalarNode, path: Path_) -> Any:
        line, text, tag = node.start_mark.line + 1, node.value, node.tag.rsplit(":", 1)[-1]
        plain = not node.style
        wrong = unseen(text)
        if wrong:
            pass
        elif node.style in ("|", ">") and not re.match(r"[|>][-+1-9]*(?:\s|$)", self._text[line - 1][node.start_mark.column:]):
            wrong = f"has something after {node.style}, which only begins a text. The text stands in the lines below, further in"
        elif node.end_mark.line > node.start_mark.line and (swallowed := self._swallows(node)):
            line, field, wrong = swallowed
            if field:  # else it is told to be missing as well
                self.trapped.add((*path[:-1], field))
        elif not plain or tag == "str":
            if plain and text.lower() in {"y", "n"}:
                wrong = f'some programs read {text} as true or false. Put it in quotation marks: "{text}"'
            elif not text.strip():
                wrong = _BLANK
            elif plain and re.match(r"\s*#", self._text[node.end_mark.line][node.end_mark.column:]):
                wrong = (
                    "ends where YAML sees the comment #. If that belongs to the text, put the whole text in quotation marks; "
                    "if not, give it a line of its own"
                )
        elif tag == "null":
            wrong = _BLANK
        elif tag == "bool":
            if text in _BOOLEANS:
                return _BOOLEANS[text]
            meant = "true" if text.lower() in {"yes", "on", "true"} else "false"
            wrong = f'YAML reads {text} as {meant}. Write "{text}" in quotation marks if it is text, or {meant}'
        elif tag == "int":
            if re.fullmatch(r"0|-?[1-9][0-9]*", text):
                return int(text)
            number = text.lstrip("+0").replace("_", "")
            meant = f"Write {number} if it is a number, or" if number.isdecimal() else "Write"
            wrong = f'YAML may read {text} as another number. {meant} "{text}" in quotation marks if it is text'
        elif tag == "float":
            try:
                read = f"the number {float(text.replace('_', '')):g}"
            except ValueError:  # .inf, .nan and base 60
                read = "a number"
            wrong = f'YAML reads {text} as {read}. Put it in quotation marks: "{text}"'
        elif tag == "timestamp":
            wrong = f'YAML reads {text} as a date. Put it in quotation marks: "{text}"'
        else:
            wrong = f"YAML takes {text or node.tag} for something other than text. Put it in quotation marks"
        if wrong:
            self._trap(line, path, wrong)
        return text

    def _swallows(self, node: yaml.ScalarNode) -> tuple[int, str | None, str] | None:
        """A line of a longer text that was meant for an item, a field or a comment: its
        line, the field and what is wrong."""
        last = node.end_mark.line if node.style in ("|", ">") else node.end_mark.line + 1
        begins = node.start_mark.line + 1
        for line in range(begins, min(last, len(self._text))):
            found = self._swallowed.match(self._text[line])
            if found is None:
                continue
            if field := found["field"]:
                return line + 1, field, (
                    f"stands too far in: the field {field} became part of the text that begins in line {begins}. "
                    "Put it below the other fields"
                )
            if found["hyphen"]:
                return line + 1, None, (
                    f"has its hyphen too far in: it became part of the text that begins in line {begins}. "
                    "Put it below the hyphens of the other items"
                )
            return line + 1, None, f"looks like a comment, but is part of the text that begins in line {begins}. Start the line with another character"
        return None

    def _differently_read(self, node: yaml.Node) -> str | None:
        """What is wrong with a list in brackets that the parser in Python would refuse."""
        start, end = node.start_mark, node.end_mark
        lines = self._text[start.line : end.line + 1]
        lines[-1] = lines[-1][: end.column]
        lines[0] = lines[0][start.column :]
        if _PLAIN_LIST.fullmatch("\n".join(lines)):
            return None  # both parsers read ids and words alike
        try:
            yaml.compose("\n".join(lines), Loader=yaml.SafeLoader)
        except yaml.YAMLError:
            return _IN_BRACKETS
        return None

    def problems(self, found: _Found) -> list[Problem]:
        """What is wrong, with the names that editors know the records `found` by."""
        labels = {at: _label(kind, value) for kind, at, value in found}
        named = []
        for line, path, message in self.wrong:
            at = next((path[:end] for end in range(len(path), -1, -1) if path[:end] in labels), None)
            if at is None:  # no record: the file, a list of it or an item that is not one
                last = f"record {path[-1] + 1}" if path and isinstance(path[-1], int) else ""
                named.append(Problem(self.name, line, last, dotted(path[:-1] if last else path), message))
            else:
                named.append(Problem(self.name, line, labels[at], dotted(path[len(at):]), message))
        return named


def unseen(text: str) -> str | None:
    """What is wrong with a text that holds characters nobody sees, or nothing."""
    for char in text if not text.isprintable() else "":
        code, category = ord(char), unicodedata.category(char)
        if (category == "Cc" and char not in "\n\t") or category in ("Zl", "Zp"):
            return f"holds the control character U+{code:04X}, which nobody sees. Take it out"
        if category == "Cf" and char not in _JOINERS:
            return f"holds the mark U+{code:04X} ({unicodedata.name(char, 'format').lower()}), which nobody sees. Take it out"
        if category in ("Cs", "Co") or code & 0xFFFE == 0xFFFE:
            return f"holds U+{code:04X}, which is no character. Take it out"
    return None


def _opened(text: str, line: int) -> int | None:
    """Line in which a text in quotation marks begins that ends in `line`, a later one."""
    found = None
    try:
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            if isinstance(token, yaml.ScalarToken) and token.style in ("'", '"') and token.start_mark.line + 1 < line == token.end_mark.line + 1:
                found = token.start_mark.line + 1
    except yaml.YAMLError:
        pass  # told already
    return found


def _slip(line: str) -> str | None:
    """What a finger or a word processor did to a line that is no YAML."""
    if re.match(r"[ -]*\u00a0|[^:]*:\u00a0", line):
        return "has a no-break space, as word processors write, where YAML needs an ordinary one. Type the space again"
    if re.match(r"\s*-[\w]+:", line):
        return "has no space after the hyphen. A record starts with a hyphen and a space"
    if re.match(r"\s*[‐-―−]\s*[\w]+:", line):
        return 'starts with a dash. A record starts with a hyphen and a space: "- "'
    if found := re.match(r"\s*(?:- +)?([\w]+):(?=[^\s/:])", line):
        return f"has no space after the colon of {found[1]}. Write the space"
    return None


def load(root: Path = ROOT) -> tuple[Data, list[Problem]]:
    """Read every file of `root`/data.

    Returns the records that could be read, by kind and id, and every problem of form:
    missing files, YAML, types, missing, unknown and duplicate keys, ids given twice.
    Rules across records are check.py's.
    """
    problems: list[Problem] = []
    records: dict[str, dict[str, Any]] = {kind.name: {} for kind in KINDS}
    broken: dict[str, set[str]] = {kind.name: set() for kind in KINDS}
    origins: dict[tuple[str, str], Origin] = {}
    folder = root / "data"
    for name in dict.fromkeys(kind.file for kind in KINDS):
        kinds = [kind for kind in KINDS if kind.file == name]
        paths = sorted(folder.glob(name)) if "*" in name else [folder / name]
        if not paths:
            problems.append(Problem(f"data/{name}", 1, "", "", "is missing. The guide needs at least one file here"))
        for path in paths:
            shown = path.relative_to(root).as_posix()
            if not path.is_file():
                problems.append(Problem(shown, 1, "", "", "is missing. Restore it, or copy it from the repository"))
                continue
            found, wrong, unread = read(path.read_bytes(), shown, tuple(kinds))
            problems += wrong
            for kind, lost in unread:
                broken[kind.name].add(lost)
            for kind, record, origin in found:
                if record.id in records[kind.name]:
                    broken[kind.name].add(record.id)
                    first = origins[kind.name, record.id]
                    problems.append(Problem(
                        shown, origin.line("id"), label(record), "id",
                        f"is taken, by the record in {first.file}:{first.line('id')}. Every id is used once: choose another",
                    ))
                    continue
                records[kind.name][record.id] = record
                origins[kind.name, record.id] = origin
    problems += _strays(folder, root)
    return Data(**records, origins=origins, broken=broken), problems


@lru_cache(maxsize=256)  # a preview reads again only what was edited
def read(raw: bytes, name: str, kinds: tuple[Kind, ...]) -> tuple[list[tuple[Kind, Named, Origin]], list[Problem], list[tuple[Kind, str]]]:
    """One file's records with their origins, what is wrong with it, and the ids of the
    records that could not be read. `name` is the file's path below the root."""
    file = _File(raw, name, kinds)
    found = _file_records(file, kinds, PurePosixPath(name))
    problems = file.problems(found)
    records: list[tuple[Kind, Named, Origin]] = []
    unread: list[tuple[Kind, str]] = []
    lines: dict[Path_, dict[Path_, int]] = {at: {} for _, at, _ in found}
    for place, line in file.lines.items():
        if (at := next((place[:end] for end in range(min(len(place), 2) + 1) if place[:end] in lines), None)) is not None:
            lines[at][place[len(at):]] = line
    for kind, at, value in found:
        record, wrong = _record(file, kind, at, value)
        problems += wrong
        if record is None:
            unread.append((kind, _kebab(str(value.get("id")))))
        else:
            records.append((kind, record, Origin(name, lines[at])))
    return records, problems, unread


def _strays(folder: Path, root: Path) -> list[Problem]:
    """Files in data/ that nothing reads: probably misnamed."""
    known = {path for kind in KINDS for path in folder.glob(kind.file)}
    names = sorted({kind.file for kind in KINDS})
    return [
        Problem(path.relative_to(root).as_posix(), 1, "", "",
                f"is read by nothing. Data files are {', '.join(names)}.{did_you_mean(path.name, names)}")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path not in known and not _left_alone(path.relative_to(folder))
    ]


def _left_alone(path: Path) -> bool:
    """Files that are not an editor's: the schemas, and what systems and editors leave behind."""
    return path.parts[0] == "schema" or path.name in _NOT_RECORDS or path.name.startswith(".") or path.name.endswith("~")


def _file_records(file: _File, kinds: Sequence[Kind], path: PurePosixPath) -> _Found:
    """Where the records of a file are: a list, lists under keys, or the file itself."""
    found: _Found = []
    value = file.value
    if value is None:
        return found
    if "*" in kinds[0].file:
        if not isinstance(value, dict):
            file.problem(1, (), "should hold one record: keys at the start of the line, each with a colon")
            return found
        if isinstance(value.get("id"), str) and value["id"] != path.stem:
            file.problem(file.lines[("id",)], ("id",), f'is "{value["id"]}", but the file is named {path.name}. Name the file after the id')
        return [(kinds[0], (), value)]
    if kinds[0].key is None:
        lists: _Found = [(kinds[0], (), value)]
    elif isinstance(value, dict):
        keys = {kind.key: kind for kind in kinds}
        for key in value.keys() - keys.keys():
            file.problem(file.lines[(key,)], (key,), f"is not a list of this file, which has {', '.join(map(str, keys))}.{did_you_mean(key, map(str, keys))}")
        for key in keys.keys() - value.keys():
            file.problem(1, (str(key),), "is missing. The file needs this list")
        lists = [(kind, (str(key),), value[str(key)]) for key, kind in keys.items() if key in value]
    else:
        file.problem(1, (), f"should hold the lists {', '.join(str(kind.key) for kind in kinds)}, each under its name with a colon")
        return found
    for kind, at, items in lists:
        if not isinstance(items, list):
            file.problem(file.lines[at], at, 'should be a list of records, each starting with "- id:"')
            continue
        if not items:
            file.problem(file.lines[at], at, _NO_RECORDS)
        for index, item in enumerate(items):
            if isinstance(item, dict):
                found.append((kind, (*at, index), item))
            else:
                file.problem(file.lines[(*at, index)], (*at, index), 'should be a record: "- id:" and then its fields, indented by two spaces')
    return found


def _label(kind: Kind, value: dict[str, Any]) -> str:
    noun = kind.noun or (value.get("kind") if value.get("kind") in ("enabler", "impediment") else "factor")
    name = value.get("id")
    return f"{noun} {_shown(name)}" if isinstance(name, str) and name else f"{noun} without an id"


def _record(file: _File, kind: Kind, at: Path_, value: dict[str, Any]) -> tuple[Named | None, list[Problem]]:
    """The record, or None and what is wrong with it."""
    try:
        return kind.model.model_validate(_tuples(value)), []
    except ValidationError as error:
        problems = []
        details = error.errors()
        for detail in details:
            place = tuple(part for part in detail["loc"])
            if detail["type"] == "too_short" and any(other["loc"][: len(place)] == place and other is not detail for other in details):
                continue  # pydantic does not count items that are wrong themselves
            if any((*at, *place)[:end] in file.trapped for end in range(len(at), len(at) + len(place) + 1)):
                continue  # said already, and better
            origin = Origin(file.name, file.lines)
            problems.append(Problem(
                file.name, origin.line(*at, *place), _label(kind, value), dotted(place), _message(kind, place, detail)
            ))
        return None, problems


def _tuples(value: Any) -> Any:
    """Lists as tuples, which strict frozen records ask for."""
    if isinstance(value, dict):
        return {key: _tuples(item) for key, item in value.items()}
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value


def _message(kind: Kind, place: Path_, detail: Any) -> str:
    """A pydantic error in an editor's words: what is wrong and what would be right."""
    sort, given, context = detail["type"], detail.get("input"), detail.get("ctx", {})
    fields = _model_at(kind.model, place[:-1]).model_fields
    if sort == "missing":
        return f"is missing. {meaning(fields[str(place[-1])])}"
    if sort == "extra_forbidden":
        near = did_you_mean(str(place[-1]), fields)
        return f"is not a field of this record.{near or ' Fields are ' + ', '.join(fields) + '.'}"
    if sort == "string_type":
        if isinstance(given, (tuple, dict)):
            return "should be text, not a list or further fields. Check the indentation"
        shown = str(given).lower() if isinstance(given, bool) else given
        return f'should be text, not {shown}. Put it in quotation marks: "{shown}"'
    if sort == "literal_error":
        choices = [choice.strip("'") for choice in re.split(r", | or ", context["expected"])]
        if isinstance(given, (tuple, dict)):
            return f"should be one of {', '.join(choices)}, not a list or further fields"
        if choices == ["True"]:
            return f"should be true, or left out, not {_shown(given)}"
        return f"{_shown(given)} is not one of {', '.join(choices)}.{did_you_mean(str(given), choices)}"
    if sort == "string_pattern_mismatch":
        if context["pattern"] == r"\S":
            return "is blank. Write the text, or leave the field out if it is optional"
        if context["pattern"] == WORD_FORM:
            return f'{_shown(given)} is not one word in small letters, with hyphens inside, such as "{_kebab(str(given))}"'
        if context["pattern"] == CLOCK_FORM:
            return f'{_shown(given)} is not a time of day: hours and minutes from "00:00" to "23:59", in quotation marks, such as "09:30"'
        if ".md" in context["pattern"]:
            return f'{_shown(given)} is not a place on the site: a page below docs/, and an anchor if you like, such as "guide/learning.md#talk"'
        return f'{_shown(given)} is not an id: small letters, digits and single hyphens, such as "{_kebab(str(given))}"'
    if sort == "string_too_long":
        return f"has {len(given)} characters. Shorten it to {context['max_length']}"
    if sort == "too_short" or sort == "too_long":
        want = context.get("min_length", context.get("max_length"))
        return f"has {context['actual_length']} items. It needs {'at least' if sort == 'too_short' else 'at most'} {want}"
    if sort == "tuple_type":
        return 'should be a list: each item on a line of its own, after "- "'
    if sort == "int_type":
        return f"should be a whole number, not {_shown(given)}, and without quotation marks"
    if sort == "greater_than_equal":
        return f"is {given}. It should be {context['ge']} or more"
    if sort == "less_than_equal":
        return f"is {given}. It should be {context['le']} or less"
    if sort == "model_type" or sort == "model_attributes_type":
        return f"should be a record with the fields {', '.join(_model_at(kind.model, place).model_fields)}, not plain text"
    return f"{detail['msg']} (given: {_shown(given)})"


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return '"' + value.replace("\n", "\\n") + '"'
    return str(value).lower() if isinstance(value, bool) else str(value)


def _kebab(text: str) -> str:
    """The id that was probably meant: small letters without macrons, hyphens between words."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "my-id"


def _model_at(model: Any, place: Path_) -> Any:
    """The record model that a path inside `model` leads to."""
    for part in place:
        if isinstance(part, int) or part not in getattr(model, "model_fields", {}):
            continue
        model = record_model(model.model_fields[part].annotation) or model
    return model
