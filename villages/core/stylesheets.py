"""Light sheets: the few rules a page needs of a long sheet, copied out of it.

What stands between `/* also: talk */` and `/* also: */` goes to talk.css too, in the
blocks that hold it. A page that loads the light sheet leaves the long one out.
"""

import re

NESTING = ("@layer", "@media", "@container", "@supports", "@keyframes")
_MARK = r"/\*\s*also:\s*([\w ]*?)\s*\*/"
_TOKEN = re.compile(_MARK + r"|((?:(?!/\*)[^{};])+)([{;])|(\})", re.S)


def light_sheets(text: str) -> dict[str, str]:
    """Name -> rules, of every light sheet marked in this one."""
    text = re.sub(r"/\*(?!\s*also:).*?\*/", "", text, flags=re.S)
    return _block(text, 0, [])[0]


def _block(text: str, at: int, names: list[str]) -> tuple[dict[str, str], int]:
    """What one block copies to which sheet, and where it ends; `names` is what the marks say."""
    out: dict[str, str] = {}
    while match := _TOKEN.search(text, at):
        at = match.end()
        if match[4]:
            break
        if match[2] is None:
            names[:] = match[1].split()
            continue
        head = match[2].strip()
        if match[3] == ";":
            parts = dict.fromkeys(names, f"{head};")
        elif head.startswith(NESTING):
            parts, at = _block(text, at, names)
            parts = {name: f"{head}{{{body}}}" for name, body in parts.items()}
        else:
            end = text.index("}", at)
            parts = dict.fromkeys(names, f"{head}{{{text[at:end]}}}")
            at = end + 1
        for name, part in parts.items():
            out[name] = out.get(name, "") + part
    return out, at
