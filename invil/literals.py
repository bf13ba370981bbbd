"""Words a reader sees that no catalogue can reach: found in templates and in Python.

`python -m invil.words check` asks here too. A word that is the same in every language is
named in SAME; specimens of the style guide are shown in both languages on purpose.
"""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

SAME = {"INVIL", "CSV", "JSON", "km", "한국어", "English", "DigComp"}
SPECIMENS = "styleguide"
# What these blocks hold is a name for a machine, not a word for a reader.
MACHINE_BLOCKS = ("accent", "og_type")
SPOKEN = ("aria-label", "aria-description", "title", "alt", "placeholder", "data-label")
LABELS = {"label", "help_text", "verbose_name", "verbose_name_plural", "empty_label", "heading"}
SAID = {"ValidationError", "DomainError", "success", "error", "warning", "info"}
_WORD = re.compile(r"[A-Za-z가-힣]{2,}")
_TAGS = re.compile(
    r"\{#.*?#\}|\{% comment.*?endcomment %\}|\{% blocktranslate.*?endblocktranslate %\}"
    rf"|\{{% block (?:{'|'.join(MACHINE_BLOCKS)}) %\}}[\w-]*\{{% endblock %\}}|\{{%.*?%\}}|\{{\{{.*?\}}\}}",
    re.S,
)
_QUIET = re.compile(r"<(script|style)\b.*?</\1>|<!--.*?-->", re.S)
_ATTRIBUTE = re.compile(rf'\s({"|".join(SPOKEN)})="([^"]*)"')


def in_template(text: str) -> list[str]:
    """Words that stand in a template outside its translate tags."""
    # A tag may stand inside an attribute and hold quotes: tags go first.
    text = _QUIET.sub(" ", _TAGS.sub(" ", text))
    spoken = [value for _name, value in _ATTRIBUTE.findall(text)]
    lines = re.sub(r"<[^>]*>", "\n", text).splitlines()
    return [" ".join(line.split()) for line in spoken + lines if _says_something(line)]


def in_python(text: str) -> list[str]:
    """Labels and messages given as plain strings."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        values = [k.value for k in node.keywords if k.arg in LABELS]
        if _name(node.func) in SAID and _is_for_people(node.func):
            values += node.args
        found += [
            value.value
            for value in values
            if isinstance(value, ast.Constant)
            and isinstance(value.value, str)
            and _says_something(value.value)
            and not _is_code(value.value)
        ]
    return found


def _name(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def _is_for_people(function: ast.expr) -> bool:
    """`messages.error(…)` speaks to a reader, `log.error(…)` does not."""
    if isinstance(function, ast.Attribute):
        return _name(function.value) in ("messages", "forms", "exceptions")
    return True


def _says_something(text: str) -> bool:
    return any(word not in SAME for word in _WORD.findall(text))


def _is_code(text: str) -> bool:
    """`reason_missing` is for a program."""
    return bool(re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)+", text))


def everywhere(root: Path, paths: Iterable[Path]) -> list[str]:
    """`path: words` of every find in these files; the paths stand below `root`."""
    found = []
    for path in paths:
        if SPECIMENS in path.parts or path.stem == SPECIMENS:
            continue
        text = (root / path).read_text(encoding="utf-8")
        words = in_python(text) if path.suffix == ".py" else in_template(text)
        found += [f"{path}: {line!r}" for line in words]
    return found
