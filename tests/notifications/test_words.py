"""The words of a notification are those of its reader."""

from datetime import date

from django.utils import translation

import pytest

from villages.notifications.models import Notification
from villages.notifications.services import notify


@pytest.fixture
def okja(person):
    return person("Okja")


def say(user, village, kind, params):
    return notify(user=user, kind=kind, url="/me/", village=village, params=params)


def test_a_day_is_said_as_people_write_it(okja, haean):
    line = say(okja, haean, "shelf.asked", {"day": date(2026, 12, 10).isoformat()})
    with translation.override("ko"):
        assert "2026년 12월 10일" in line.words
    with translation.override("en"):
        assert "10 December 2026" in line.words


def test_a_village_is_named_in_the_reader_s_language(okja, haean):
    line = say(okja, haean, "circular.sent", {"village": haean.name_ko, "title": "Water"})
    with translation.override("en"):
        assert haean.name_en in line.words
        assert haean.name_ko not in line.words


def test_another_village_in_the_words_keeps_its_name(okja, haean, toegye):
    line = say(okja, haean, "village.vacant", {"village": toegye.name_ko})
    with translation.override("en"):
        assert toegye.name_ko in Notification.objects.get(pk=line.pk).words
