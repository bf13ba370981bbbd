"""The Korean catalogue: merge the parts, compile without gettext, check that none is missing.

python -m invil.words compile   .po -> .mo
python -m invil.words check     every string of ours has its Korean, and none evades the catalogue
python -m invil.words merge     locale/parts/*.json -> the .po, sources read anew

`locale/wagtail/` holds Korean for the words of Wagtail's page editor, of Django's form errors
and of allauth's letters that they lack or say badly; compiled in beside ours, ours win.
"""

import ast
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog

from invil import literals

ROOT = Path(__file__).resolve().parents[1]
PO = ROOT / "invil" / "locale" / "ko" / "LC_MESSAGES" / "django.po"
PARTS = ROOT / "invil" / "locale" / "parts"
WAGTAIL = ROOT / "invil" / "locale" / "wagtail"
FOLDERS = ("invil", "villages", "marketplace", "learning", "media")
CONTEXT = "\x04"
EXEMPT = ("fakestripe",)
# Here plain words may stand: demo texts come in both languages, forks are Oscar's.
PLAIN = (*EXEMPT, "demo", "forks")
_CALLS = re.compile(r"(?<!\w)(gettext|ngettext|pgettext|_)\(")


def read() -> Catalog:
    """The catalogue as it is."""
    with PO.open("rb") as file:
        return pofile.read_po(file, locale="ko")


def compile_catalogue() -> None:
    """Write the .mo beside the .po, and the one of the page editor's scripts."""
    with PO.with_suffix(".mo").open("wb") as out:
        mofile.write_mo(out, with_wagtail(read(), "django"))
    with PO.with_name("djangojs.mo").open("wb") as out:
        mofile.write_mo(out, with_wagtail(Catalog(locale="ko"), "djangojs"))


def with_wagtail(catalogue: Catalog, domain: str) -> Catalog:
    """Add Wagtail's words that are not ours; a list of one is a plural's only form."""
    words = json.loads((WAGTAIL / f"{domain}.ko.json").read_text(encoding="utf-8"))
    ours = {m.id[0] if isinstance(m.id, tuple) else m.id for m in catalogue if not m.context}
    for msgid, said in words.items():
        if msgid in ours:
            continue
        plural = isinstance(said, list)
        catalogue.add((msgid, msgid) if plural else msgid, tuple(said) if plural else said)
    return catalogue


def wanted() -> set[str | tuple[str, str]]:
    """Every message id in our sources: Python by its own parser, templates by Django's."""
    found: set[str | tuple[str, str]] = set()
    for path in _sources((".py", ".html", ".txt", ".webmanifest"), EXEMPT):
        text = (ROOT / path).read_text(encoding="utf-8")
        found |= _from_python(text) if path.suffix == ".py" else _from_template(text)
    return found


def _sources(suffixes: tuple[str, ...], exempt: tuple[str, ...]) -> Iterator[Path]:
    """Our files of these kinds, but for some folders."""
    left_out = {*exempt, "migrations", "fixtures"}
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            inside = path.relative_to(ROOT)
            if path.suffix in suffixes and not left_out & set(inside.parts):
                yield inside


def _from_python(text: str) -> set:
    import io

    from babel.messages.extract import extract_python

    keywords = {
        "_": None,
        "gettext": None,
        "gettext_lazy": None,
        "pgettext": ((1, "c"), 2),
        "ngettext": (1, 2),
        "ngettext_lazy": (1, 2),
    }
    found = set()
    for _line, function, message, _comments in extract_python(
        io.BytesIO(text.encode()), keywords, [], {}
    ):
        if isinstance(message, tuple):
            words = [m for m in message if isinstance(m, str)]
            if "ngettext" in (function or "") and len(words) >= 2:
                found.add((words[0], words[1]))
            elif function == "pgettext" and len(words) >= 2:
                found.add(f"{words[0]}{CONTEXT}{words[1]}")
            elif words:
                found.add(words[0])
        elif isinstance(message, str) and message:
            found.add(message)
    return found


def _from_template(text: str) -> set:
    from django.utils.translation.template import templatize

    found = set()
    source = templatize(text)
    for match in _CALLS.finditer(source):
        words = _arguments(source, match.end())
        if match[1] == "ngettext" and len(words) >= 2:
            found.add((words[0], words[1]))
        elif match[1] == "pgettext" and len(words) >= 2:
            found.add(f"{words[0]}{CONTEXT}{words[1]}")
        elif words and words[0]:
            found.add(words[0])
    return found


def _arguments(source: str, start: int) -> list[str]:
    """The string arguments of the call that opened just before `start`."""
    for end in range(start, min(len(source), start + 4000)):
        if source[end] == ")":
            try:
                call = ast.parse(f"f({source[start:end]})", mode="eval").body
            except SyntaxError:
                continue
            return [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
    return []


def known_words() -> dict[str, str]:
    """The catalogue's Korean by message id, context before it where there is one."""
    known = {}
    for message in read():
        if message.id:
            first = message.id[0] if isinstance(message.id, tuple) else message.id
            words = message.string[0] if isinstance(message.string, tuple) else message.string
            known[f"{message.context}{CONTEXT}{first}" if message.context else first] = words
    return known


def parts() -> dict[str, str]:
    """All Korean words given in parts, later files winning."""
    found: dict[str, str] = {}
    for path in sorted(PARTS.glob("*.ko.json")):
        found |= json.loads(path.read_text(encoding="utf-8"))
    return found


def merge() -> None:
    """Write the .po anew: the sources' ids, the words known, the parts' words over them."""
    known = known_words() if PO.exists() else {}
    for key, words in parts().items():
        known[key.split("|")[0] if "|" in key else key] = words
        known[key] = words
    catalogue = Catalog(locale="ko", project="INVIL", charset="utf-8", fuzzy=False)
    for key in sorted(wanted(), key=lambda k: k if isinstance(k, str) else k[0]):
        first = key if isinstance(key, str) else key[0]
        words = known.get(first, "")
        flags = {"python-format"} if re.search(r"%\(\w+\)", first) else set()
        context, _mark, plain = first.rpartition(CONTEXT)
        message = key if isinstance(key, tuple) else plain
        catalogue.add(
            message,
            (words,) if isinstance(key, tuple) else words,
            flags=flags,
            context=context or None,
        )
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as out:
        pofile.write_po(out, catalogue, width=0, omit_header=False, no_location=True)


def missing() -> list[str]:
    """Our strings that have no Korean."""
    known = known_words()
    firsts = {key if isinstance(key, str) else key[0] for key in wanted()}
    return sorted(first for first in firsts if not known.get(first))


def main() -> int:
    """Run one of the three; `check` ends with 1 where Korean is missing."""
    what = sys.argv[1] if len(sys.argv) > 1 else "check"
    if what == "merge":
        merge()
    elif what == "compile":
        compile_catalogue()
    else:
        lines = missing()
        for line in lines:
            sys.stdout.write(f"no Korean: {line!r}\n")
        sys.stdout.write(f"{len(lines)} strings without Korean\n")
        plain = literals.everywhere(ROOT, _sources((".py", ".html"), PLAIN))
        for line in plain:
            sys.stdout.write(f"not in the catalogue: {line}\n")
        return 1 if lines or plain else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
