"""A request has room on the stack (what that saves: `benchmarks/room.py`)."""

from django.conf import settings

import pytest

from villages.core.room import with_room


def test_what_is_called_gives_its_answer_and_its_error():
    assert with_room(max, 3, 8) == 8
    with pytest.raises(ZeroDivisionError):
        with_room(divmod, 1, 0)


def test_the_room_stands_around_everything():
    assert settings.MIDDLEWARE[0] == "villages.core.room.RoomMiddleware"
