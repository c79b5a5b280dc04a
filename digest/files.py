"""The disk. This module alone writes, but for `cache`; everything it reads comes back as text or as typed values.

YAML is read by PyYAML's C loader into msgspec types. Numbers with a point stay `Decimal`; a value of the wrong type is
reported with the line it stands on.
"""

import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from digest.errors import ContentError, DigestError

T = TypeVar("T")


def _decimal(loader: Any, node: yaml.ScalarNode) -> Decimal:
    return Decimal(loader.construct_scalar(node))


class _Loader(yaml.CSafeLoader):
    """Dates stay text and floats become Decimal: a fact sheet must come back as it was written."""


_Loader.yaml_implicit_resolvers = {
    char: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for char, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_constructor("tag:yaml.org,2002:float", _decimal)


def read_text(path: Path, error: type[DigestError] = ContentError) -> str:
    """The file as UTF-8 text with `\\n` line ends. Raises `error` where it is missing or not UTF-8, naming the byte."""
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as problem:
        raise error(f"not UTF-8: byte {problem.start} can't be read", path) from None
    except OSError as problem:
        raise error(f"can't be read: {problem.strerror}", path) from None


def parse_yaml(
    text: str, kind: type[T], path: Path, *, first_line: int = 1, error: type[DigestError] = ContentError
) -> T:
    """`text` as a value of `kind`. Raises `error` with the line, counted from `first_line`, of what does not fit."""
    try:
        raw = yaml.load(text, Loader=_Loader)  # noqa: S506 - _Loader is a safe loader
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        raise error(problem.problem or "not YAML", path, first_line + (mark.line if mark else 0)) from None
    except (yaml.YAMLError, ValueError, ArithmeticError) as problem:
        raise error(f"not YAML: {problem}", path, first_line) from None
    try:
        return msgspec.convert(raw, kind, strict=True)
    except msgspec.ValidationError as problem:
        message, _, where = str(problem).partition(" - at `")
        unknown = re.search("unknown field `([^`]+)`", message)
        line = _line_of(text, where.rstrip("`") + (f".{unknown[1]}" if unknown else ""))
        raise error(f"{message}{f' (at {where[:-1]})' if where else ''}", path, first_line + line) from None


def load_yaml(path: Path, kind: type[T], *, error: type[DigestError] = ContentError) -> T:
    """The YAML file as a value of `kind`; errors as in `parse_yaml`."""
    return parse_yaml(read_text(path, error), kind, path, error=error)


def _line_of(text: str, where: str) -> int:
    """The line, from 0, of the node that a msgspec path such as `$[3].quote.zh` leads to."""
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    line = 0
    for key, index in re.findall(r"\.(\w[\w-]*)|\[(\d+)\]", where):
        if isinstance(node, yaml.SequenceNode) and index and int(index) < len(node.value):
            node = node.value[int(index)]
            line = node.start_mark.line
        elif isinstance(node, yaml.MappingNode):
            found = [(name, value) for name, value in node.value if name.value == key]
            if not found:
                break
            line, node = found[0][0].start_mark.line, found[0][1]
        else:
            break
    return line


class _Dumper(yaml.CSafeDumper):
    """Block style with indented lists; `Decimal` plain, a `Flow` mapping on one line."""


class Flow(dict[str, Any]):
    """A mapping that is written on one line."""


_Dumper.add_representer(
    Flow, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)
)
_Dumper.add_representer(Decimal, lambda dumper, data: dumper.represent_scalar("tag:yaml.org,2002:float", _plain(data)))


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text if "." in text else f"{text}.0"


def dump_yaml(value: Any) -> str:
    """`value` as YAML text: keys in the order given, Chinese as it is, the same bytes everywhere."""
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6, default_flow_style=False)


def save(path: Path, data: str | bytes) -> bool:
    """Write `data` unless the file holds just that; True if it was written. Never leaves half a file."""
    content = data.encode() if isinstance(data, str) else data
    try:
        if path.read_bytes() == content:
            return False
    except OSError:
        pass
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(temporary).chmod(0o644)
    Path(temporary).replace(path)
    return True


def save_tree(root: Path, pages: Iterable[tuple[str, str | bytes]]) -> Mapping[str, int]:
    """Write every page under `root` and remove what is no longer among them.

    Returns how many were `written`, `kept` and `removed`. Raises `DigestError` where two pages have one path.
    """
    seen: set[str] = set()
    written = 0
    for name, data in pages:
        if name in seen:
            raise DigestError(f"two pages want the same address: {name}")
        seen.add(name)
        written += save(root / name, data)
    removed = 0
    for path in sorted(root.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
        elif path.is_file() and path.relative_to(root).as_posix() not in seen:
            path.unlink()
            removed += 1
    return {"written": written, "kept": len(seen) - written, "removed": removed}
