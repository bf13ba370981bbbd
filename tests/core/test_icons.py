"""An icon that no sprite holds leaves an empty place on a button, and nobody says so."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r'\{% icon "([a-z0-9-]+)"')


def test_every_icon_of_a_template_stands_in_the_sprite():
    sprite = (ROOT / "invil/static/icons.svg").read_text(encoding="utf-8")
    held = set(re.findall(r'id="i-([a-z0-9-]+)"', sprite))
    folders = ("invil", "villages", "marketplace", "learning", "media")
    named = {
        name
        for folder in folders
        for page in (ROOT / folder).rglob("*.html")
        for name in NAMED.findall(page.read_text(encoding="utf-8"))
    }
    assert len(named) > 50
    assert named - held == set()
