"""The test database, the personas by name, and the guards."""

import itertools
import os

from django.core.cache import cache, caches
from django.db import connections
from django.test import TransactionTestCase

import pytest

from tests import world
from tests.template import template_for

_numbers = itertools.count(1)
# One browser and one platform, or ports that only one may hold: one worker takes them all.
TOGETHER = ("tests/e2e/", "tests/demo/test_world.py", "tests/deploy/test_nginx.py")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Keep together what shares a platform; by path: xdist's marks are not heard by pytest 9.2."""
    from xdist.scheduler import LoadGroupScheduling

    class ByPath(LoadGroupScheduling):
        """Everything else goes to whoever is free, a test at a time."""

        def _split_scope(self, nodeid: str) -> str:
            return "together" if nodeid.startswith(TOGETHER) else nodeid

    return ByPath(config, log)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, request):
    """Every worker gets a copy of the prebuilt database; real transactions get it anew."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with django_db_blocker.unblock():
        template = template_for(worker)

        def use(name: str) -> None:
            for connection in connections.all():
                connection.close()
                connection.settings_dict["NAME"] = name

        use(template.prepare())

        def restore(self) -> None:
            """Instead of a flush, which would lose what migrations wrote."""
            connections.close_all()
            for connection in connections.all():
                if hasattr(connection, "close_pool"):
                    connection.close_pool()
            use(template.restore())
            cache.clear()

        TransactionTestCase._fixture_teardown = restore
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        for connection in connections.all():
            if hasattr(connection, "close_pool"):
                connection.close_pool()
        template.drop()


@pytest.fixture(autouse=True)
def _fresh_cache():
    """No test sees another's cache."""
    cache.clear()
    caches["pages"].clear()


@pytest.fixture
def haean(db):
    """A village."""
    from villages.portal.models import Village

    return Village.objects.select_related("page", "region").get(slug=world.HAEAN)


@pytest.fixture
def toegye(db):
    """A village of the same county."""
    from villages.portal.models import Village

    return Village.objects.select_related("page", "region").get(slug=world.TOEGYE)


@pytest.fixture
def yesong(db):
    """A village of another province."""
    from villages.portal.models import Village

    return Village.objects.select_related("page", "region").get(slug=world.YESONG)


@pytest.fixture
def person(db):
    """Make an account: `person("Okja")`."""
    from villages.accounts.models import User

    def make(name: str = "Somebody", **columns):
        number = next(_numbers)
        columns.setdefault("email", f"person{number}@invil.example")
        return User.objects.create_user(password="pass-1234", first_name=name, **columns)

    return make


@pytest.fixture
def with_role(person):
    """Make an account with a hat: `with_role("manager", haean)`."""
    from villages.portal.services import grant_role

    def make(role: str, village, name: str = ""):
        user = person(name or f"{role.title()} of {village.name_en}")
        grant_role(user=user, village=village, role=role)
        return user

    return make


@pytest.fixture
def manager_of(with_role):
    """The manager of a village."""
    return lambda village: with_role("manager", village)


@pytest.fixture
def editor_of(with_role):
    """An editor of a village."""
    return lambda village: with_role("editor", village)


@pytest.fixture
def resident_of(with_role):
    """A resident of a village, with an account."""
    return lambda village: with_role("resident", village)


@pytest.fixture
def officer_of(person):
    """A public officer with a post for a region."""
    from villages.portal.models import OfficerPost

    def make(region):
        user = person(f"Officer of {region.name_en}")
        OfficerPost.objects.create(user=user, region=region)
        return user

    return make


@pytest.fixture
def staff(person):
    """Platform staff."""
    return person("Staff", is_staff=True)


@pytest.fixture
def as_user(client):
    """A client signed in as somebody: `as_user(okja).get(...)`."""
    from django.test import Client

    def make(user):
        signed_in = Client()
        signed_in.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return signed_in

    return make
