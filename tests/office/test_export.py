"""Everything of a village in one file that opens offline."""

import csv
import io
import json
import posixpath
import re
import zipfile
from pathlib import PurePosixPath
from urllib.parse import unquote

import pytest

from tests.portal.test_posting import photo, post_news
from villages.activity.models import Activity
from villages.community import services as community

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(haean, manager_of):
    """Haean's manager."""
    return manager_of(haean)


@pytest.fixture
def box(haean, toegye, boss, editor_of, as_user):
    """The export of Haean, which has a story with a picture and a conversation."""
    post_news(as_user(boss), haean, pictures=[photo()], consent="on", picture_alt="Apples")
    board = community.open_village_board(haean)
    community.start_thread(board=board, author=boss, title="=cmd()", body="Who waters the trees?")
    post_news(as_user(editor_of(toegye)), toegye, title="Of Toegye alone")
    answer = as_user(boss).post(f"/office/{haean.slug}/export/")
    assert answer.headers["Content-Disposition"].startswith(f'attachment; filename="{haean.slug}-')
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_every_link_and_picture_lies_in_the_file(box):
    names = set(box.namelist())
    for page in (name for name in names if name.endswith(".html")):
        for target in re.findall(r'(?:href|src)="([^"#]+)"', box.read(page).decode()):
            if not target.startswith(("http", "data:")):
                path = unquote(str(PurePosixPath(page).parent / target))
                assert posixpath.normpath(path) in names, (page, target)


def test_the_story_stands_there_with_its_picture(box):
    name = next(n for n in box.namelist() if n.endswith(".html") and "picking-began" in n)
    text = box.read(name).decode()
    assert "The first boxes left." in text
    assert 'alt="Apples"' in text


def test_a_program_reads_the_same_page(box):
    name = next(n for n in box.namelist() if n.endswith(".json") and "picking-began" in n)
    assert json.loads(box.read(name))["title"] == "Picking began"


def test_nothing_of_another_village_is_in_it(box):
    assert not any(b"Of Toegye alone" in box.read(name) for name in box.namelist())


def test_a_table_starts_no_formula(box):
    rows = list(csv.reader(io.StringIO(box.read("board/posts.csv").decode("utf-8-sig"))))
    assert rows[1][0] == "'=cmd()"


def test_the_log_says_who_took_it(box, boss):
    assert Activity.objects.get(kind="village.exported").actor == boss


def test_only_the_manager_takes_it(haean, toegye, editor_of, manager_of, as_user):
    address = f"/office/{haean.slug}/export/"
    assert as_user(editor_of(haean)).post(address).status_code == 403
    assert as_user(manager_of(toegye)).post(address).status_code == 404


def test_too_often_is_said_in_words(haean, boss, as_user):
    client = as_user(boss)
    answers = [client.post(f"/office/{haean.slug}/export/") for _time in range(7)]
    assert answers[-1].status_code == 429
    assert "wait a moment" in answers[-1].content.decode()
