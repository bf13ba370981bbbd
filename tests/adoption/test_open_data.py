"""Open data: real, documented, cacheable, without secrets."""

import csv
import io
from datetime import timedelta

import pytest

from invil.adoption import services
from invil.adoption.days import month_of, today
from invil.adoption.opendata import DATASETS
from villages.activity.services import record

pytestmark = pytest.mark.django_db


def test_a_stranger_reads_the_catalogue(client, haean):
    services.import_published()
    services.fill()
    page = client.get("/open-data/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "CC BY 4.0" in text
    assert "6,297" in text
    for dataset in DATASETS:
        assert f"/open-data/{dataset.key}.csv" in text


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda one: one.key)
def test_each_dataset_comes_as_csv_and_json_and_says_its_columns(
    client, haean, tell, noon, dataset
):
    tell(haean, noon(60))
    services.import_published()
    services.fill()
    rows = list(
        csv.reader(
            io.StringIO(client.get(f"/open-data/{dataset.key}.csv").content.decode("utf-8-sig"))
        )
    )
    data = client.get(f"/open-data/{dataset.key}.json").json()
    schema = client.get(f"/open-data/{dataset.key}.schema.json").json()
    names = [one.name for one in dataset.columns]
    assert rows[0] == names
    assert len(rows) - 1 == len(data["rows"]) > 0
    assert list(data["rows"][0]) == names
    assert set(schema["properties"]["rows"]["items"]["properties"]) == set(names)
    assert data["licence"].endswith("/by/4.0/")


def test_a_file_is_not_sent_twice(client, haean, tell, noon):
    services.fill()
    first = client.get("/open-data/observations-monthly.csv")
    again = client.get(
        "/open-data/observations-monthly.csv", headers={"if-none-match": first["ETag"]}
    )
    assert again.status_code == 304
    tell(haean, noon(60))
    services.reopen(since=today() - timedelta(days=90))
    services.fill()
    fresh = client.get(
        "/open-data/observations-monthly.csv", headers={"if-none-match": first["ETag"]}
    )
    assert fresh.status_code == 200


def test_small_numbers_of_people_are_hidden_there_too(client, haean, yesong, person):
    from datetime import datetime, time

    from invil.adoption.days import zone

    day = month_of(today()) - timedelta(days=5)
    at = datetime.combine(day, time(12), tzinfo=zone())
    for village, many in ((haean, 2), (yesong, 9)):
        for _number in range(many):
            record("post.written", village=village, actor=person(), at=at)
    services.fill()
    rows = client.get("/open-data/observations-monthly.json").json()["rows"]
    people = {r["region_code"]: r for r in rows if r["indicator"] == "members_active"}
    assert people["00"]["value"] == 11
    for code in ("42", "42800", "46", "46890"):
        assert people[code]["value"] is None
        assert people[code]["hidden"] is True


def test_there_is_no_other_dataset(client):
    assert client.get("/open-data/people.csv").status_code == 404
    assert client.get("/open-data/people.schema.json").status_code == 404
