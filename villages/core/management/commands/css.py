"""Join the hand-written style sheets into the files pages load."""

import re
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

FOLDER = Path(settings.STATICFILES_DIRS[0]) / "css"
SHEETS = {
    "invil.css": ("tokens.css", "base.css", "components.css"),
    "more.css": ("screens.css",),
    "guide.css": ("styleguide.css",),
}


def joined(names: tuple[str, ...], folder: Path = FOLDER) -> str:
    """The sheets in order, without comments and needless space."""
    text = "\n".join((folder / name).read_text() for name in names)
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    text = re.sub(r"\s+", " ", text)
    # Space stays around + and - (calc), and before ( and : (media, descendants).
    text = re.sub(r"\s*([{};,])\s*", r"\1", text)
    text = re.sub(r"(?<=[a-z-]):\s+", ":", text)
    return text.replace(";}", "}").strip() + "\n"


class Command(BaseCommand):
    """`css` writes the files, `css --check` fails where they are stale."""

    help = "Join the style sheets."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args, **options) -> None:
        for target, names in SHEETS.items():
            text, path = joined(names), FOLDER / target
            if options["check"]:
                if not path.exists() or path.read_text() != text:
                    raise CommandError(f"{target} is stale: run manage.py css")
            else:
                path.write_text(text)
                self.stdout.write(f"{target}: {len(text)} bytes")
