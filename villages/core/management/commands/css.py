"""Join the hand-written style sheets into the files pages load: two for screens, one for paper."""

import re
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from villages.core.stylesheets import light_sheets

FOLDER = Path(settings.STATICFILES_DIRS[0]) / "css"
SHEETS = {
    "invil.css": ("tokens.css", "base.css", "components.css"),
    "more.css": ("screens.css",),
    "paper.css": ("print.css",),
    "guide.css": ("styleguide.css",),
}


def joined(names: tuple[str, ...], folder: Path = FOLDER) -> str:
    """The sheets in order, without comments and needless space."""
    return tight("\n".join((folder / name).read_text() for name in names))


def light(folder: Path = FOLDER) -> dict[str, str]:
    """File name -> text, of the light sheets the long ones hold."""
    sources = "\n".join((folder / name).read_text() for names in SHEETS.values() for name in names)
    return {f"{name}.css": tight(text) for name, text in light_sheets(sources).items()}


def tight(text: str) -> str:
    """Without comments and needless space."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    text = re.sub(r"\s+", " ", text)
    # Space stays around + and - (calc), and before ( and : (media, descendants).
    text = re.sub(r"\s*([{};,>!])\s*", r"\1", text)
    text = re.sub(r"(?<=[\w-]):\s+", ":", text)
    text = re.sub(r"(?<![\w.])0\.(?=\d)", ".", text)
    return text.replace(";}", "}").strip() + "\n"


class Command(BaseCommand):
    """`css` writes the files, `css --check` fails where they are stale."""

    help = "Join the style sheets."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args, **options) -> None:
        sheets = {target: joined(names) for target, names in SHEETS.items()} | light()
        for target, text in sheets.items():
            path = FOLDER / target
            if options["check"]:
                if not path.exists() or path.read_text() != text:
                    raise CommandError(f"{target} is stale: run manage.py css")
            else:
                path.write_text(text)
                self.stdout.write(f"{target}: {len(text)} bytes")
