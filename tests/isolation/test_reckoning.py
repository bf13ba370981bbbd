"""How the cost of the sweep is reckoned up from a part of it: fair to all, and no dearer."""

import pytest

from benchmarks.sweep import EVERY, Probe, reckoned, sample
from tests.isolation.conftest import PERSONAS
from tests.isolation.test_sweep import METHODS, keys_of, probes_of


@pytest.mark.django_db
def test_every_persona_and_method_is_asked_alike(secrets, toegye):
    keys = keys_of(secrets)
    for number, persona in enumerate(PERSONAS):
        for method in METHODS:
            urls = probes_of(persona, method, toegye, keys)
            assert len(sample(urls, number)) in (len(urls) // EVERY, len(urls) // EVERY + 1)


@pytest.mark.django_db
def test_every_key_has_its_turn(secrets, toegye):
    """With a factor in common, the sample would ask for one secret only."""
    keys = keys_of(secrets)
    assert len(keys) % EVERY
    asked = "".join(sample(probes_of("manager", "get", toegye, keys), 0))
    assert {key for key in keys if f"/{key}/" in asked} == {key for key in keys if key.isascii()}


def test_the_samples_of_different_starts_are_all_of_it():
    urls = [f"/{number}/" for number in range(1_000)]
    assert sorted(url for start in range(EVERY) for url in sample(urls, start)) == sorted(urls)


def test_equal_probes_are_reckoned_up_to_all():
    assert reckoned([Probe(0.5)] * 10, asked=310, tests=3) == pytest.approx(155)


def test_a_page_that_is_drawn_once_a_test_is_not_paid_for_each_probe():
    found = [Probe(2.0, is_first_draw=True), *[Probe(0.5)] * 9]
    assert reckoned(found, asked=303, tests=3) == pytest.approx(3 * 2 + 300 * 0.5)


def test_a_person_without_addresses_costs_nothing():
    assert reckoned([], asked=0, tests=3) == 0
