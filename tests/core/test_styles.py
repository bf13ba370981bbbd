"""The joined style sheets and the map's sprite are as fresh as their sources."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from villages.core.stylesheets import light_sheets
from villages.portal import mapping


def test_style_sheets_are_joined():
    call_command("css", "--check")


def test_the_map_s_files_are_fresh():
    static = Path(settings.STATICFILES_DIRS[0])
    kept = {f"img/counties/{path.name}" for path in (static / "img" / "counties").iterdir()}
    assert {"img/korea.svg", *kept} == set(mapping.sprites())
    for name, drawn in mapping.sprites().items():
        assert (static / name).read_text(encoding="utf-8") == drawn, name


def test_a_place_lies_where_it_should():
    # Jeju lies far south of Seoul and a little west of it.
    (seoul_x, seoul_y), (jeju_x, jeju_y) = mapping.place(37.55, 127.0), mapping.place(33.4, 126.5)
    assert jeju_y > seoul_y + 400
    assert jeju_x < seoul_x


def test_a_light_sheet_takes_the_marked_rules_in_the_blocks_that_hold_them():
    sheet = """@layer components { /* talk */ .a { top: 0; } /* also: talk learn */
        .b { top: 1px; } @media (min-width: 9em) { .c { top: 2px; } }
        /* also: learn */ .d { top: 3px; } /* also: */ .e { top: 4px; } }"""
    found = {name: "".join(text.split()) for name, text in light_sheets(sheet).items()}
    both = ".b{top:1px;}@media(min-width:9em){.c{top:2px;}}"
    assert found == {
        "talk": f"@layercomponents{{{both}}}",
        "learn": f"@layercomponents{{{both}.d{{top:3px;}}}}",
    }
