"""The sheets show the whole drawn world."""

from PIL import Image

from invil.demo import contact_sheet, goods, pictures


def test_forty_landscapes_show_each_scene_season_and_hour():
    keys = [key.split(":")[1:] for key in contact_sheet.forty()]
    assert len({tuple(key) for key in keys}) == 40
    for place, names in enumerate((pictures.SCENES, pictures.SEASONS, pictures.HOURS)):
        assert {key[place] for key in keys} == set(names)


def test_sheets_are_as_large_as_what_they_hold(tmp_path, monkeypatch):
    small = {name: goods.PICTURES[name] for name in ("apple", "honey")}
    monkeypatch.setattr(contact_sheet.goods_art, "PICTURES", small)
    monkeypatch.setattr(contact_sheet, "forty", lambda: ["scene:rice:autumn:dusk"])
    landscapes, things = contact_sheet.write(tmp_path)
    wide, gap = contact_sheet.LANDSCAPE[0], contact_sheet.GAP
    assert Image.open(landscapes).width == contact_sheet.ACROSS * (wide + gap) + gap
    assert Image.open(things).getpixel((1, 1)) == (255, 255, 255)
