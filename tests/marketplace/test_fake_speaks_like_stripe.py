"""The fake keeps Stripe's own rules, so that what passes here passes there."""

import time

import pytest
import stripe

from marketplace.fakestripe.world import World


@pytest.fixture
def client(fake_stripe):
    return stripe.StripeClient(
        "sk_test_x", base_addresses={"api": fake_stripe.url}, max_network_retries=0
    )


def params(**more):
    return {
        "mode": "payment",
        "success_url": "http://x/ok",
        "client_reference_id": "A",
        "line_items": [
            {
                "quantity": 2,
                "price_data": {
                    "currency": "krw",
                    "unit_amount": 12_000,
                    "product_data": {"name": "꿀"},
                },
            }
        ],
        **more,
    }


def test_same_key_same_body_is_the_stored_answer(client, fake_stripe):
    first = client.v1.checkout.sessions.create(params(), options={"idempotency_key": "k"})
    again = client.v1.checkout.sessions.create(params(), options={"idempotency_key": "k"})
    assert first.id == again.id
    assert first.amount_total == 24_000
    with pytest.raises(stripe.IdempotencyError):
        client.v1.checkout.sessions.create(
            params(client_reference_id="B"), options={"idempotency_key": "k"}
        )


def test_unknown_parameters_are_refused(client):
    with pytest.raises(stripe.InvalidRequestError, match="unknown parameter"):
        client.v1.checkout.sessions.create(params(not_a_thing=1))


def test_a_page_lives_half_an_hour_at_least(client):
    with pytest.raises(stripe.InvalidRequestError, match="30 minutes"):
        client.v1.checkout.sessions.create(params(expires_at=int(time.time()) + 600))


def test_refunds_have_a_ceiling(client, fake_stripe):
    session = client.v1.checkout.sessions.create(params())
    fake_stripe.pay(session.id)
    intent = client.v1.checkout.sessions.retrieve(session.id).payment_intent
    client.v1.refunds.create({"payment_intent": intent, "amount": 20_000})
    with pytest.raises(stripe.InvalidRequestError, match="greater than"):
        client.v1.refunds.create({"payment_intent": intent, "amount": 5000})
    assert len(client.v1.refunds.list({"payment_intent": intent}).data) == 1


def test_a_paid_page_cannot_be_expired(client, fake_stripe):
    session = client.v1.checkout.sessions.create(params())
    fake_stripe.pay(session.id)
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.checkout.sessions.expire(session.id)


def test_the_world_survives_a_restart(tmp_path):
    from marketplace.fakestripe.api import create_session

    path = tmp_path / "stripe.json"
    world = World.load(path)
    create_session(
        world,
        {
            "mode": "payment",
            "line_items": [
                {
                    "quantity": "1",
                    "price_data": {
                        "currency": "krw",
                        "unit_amount": "500",
                        "product_data": {"name": "x"},
                    },
                }
            ],
        },
        "http://x/fakestripe",
    )
    world.save()
    assert World.load(path).sessions == world.sessions
