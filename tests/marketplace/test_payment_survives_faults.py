"""W1–W10, M2: whatever Stripe, the network and the buyer do, one order and one charge."""

import time
from datetime import timedelta

from django.utils import timezone

from oscar.core.loading import get_model

import pytest

from marketplace.orders.services import states
from marketplace.payments.amounts import smallest_unit
from marketplace.payments.errors import PaymentUnavailable
from marketplace.payments.models import PaymentAttempt, Refund, StripeEvent
from marketplace.payments.services import paying, refunding, sweeping
from tests.factories import market
from villages.notifications.models import Delivery

Order = get_model("order", "Order")
StockRecord = get_model("partner", "StockRecord")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def honey(haean):
    return market.product(market.stall(haean), price=24_000, stock=5)


@pytest.fixture
def begun(honey, fake_stripe):
    """An order whose payment page is open."""
    order = market.order((honey, 2))
    return order, paying.start_payment(order=order)


def paid_mails(order) -> int:
    return Delivery.objects.filter(dedupe_key=f"order:{order.number}:paid").count()


def test_w1_unsigned_old_or_changed_events_are_refused(client, begun, fake_stripe):
    _order, attempt = begun
    thing = {"id": attempt.session_id}
    kind = "checkout.session.completed"
    assert client.post("/hooks/stripe/", b"{}", content_type="application/json").status_code == 400
    assert fake_stripe.deliver(client, kind, thing, secret="whsec_no").status_code == 400
    old = int(time.time()) - 400
    assert fake_stripe.deliver(client, kind, thing, at=old).status_code == 400
    assert not StripeEvent.objects.exists()


def test_w1_two_secrets_serve_a_rotation(client, begun, fake_stripe, settings):
    settings.STRIPE_WEBHOOK_SECRET = "whsec_new, whsec_test"
    answer = fake_stripe.deliver(client, "customer.created", {"id": "cus_1"})
    assert answer.status_code == 200


def test_w2_one_event_five_times_is_one_effect(client, begun, fake_stripe):
    order, attempt = begun
    fake_stripe.pay(attempt.session_id)
    for _ in range(5):
        answer = fake_stripe.deliver(
            client, "checkout.session.completed", {"id": attempt.session_id}
        )
        assert answer.status_code == 200
    order.refresh_from_db()
    assert order.status == "paid"
    assert StripeEvent.objects.get().state == "done"
    assert paid_mails(order) == 1


def test_w3_the_object_counts_not_the_event(client, begun, fake_stripe):
    order, attempt = begun
    thing = {"id": attempt.session_id, "payment_status": "paid", "amount_total": 1}
    fake_stripe.deliver(client, "checkout.session.completed", thing)
    order.refresh_from_db()
    assert order.status == "pending"
    fake_stripe.pay(attempt.session_id)
    fake_stripe.deliver(client, "checkout.session.expired", thing, event_id="evt_2")
    order.refresh_from_db()
    assert order.status == "paid"


def test_w4_the_sweeper_makes_good_for_a_lost_event_and_a_closed_tab(begun, fake_stripe):
    order, attempt = begun
    fake_stripe.pay(attempt.session_id)
    PaymentAttempt.objects.update(created_at=timezone.now() - timedelta(minutes=10))
    assert sweeping.sync_stale_attempts() == 1
    assert sweeping.sync_stale_attempts() == 0
    order.refresh_from_db()
    assert order.status == "paid"
    assert paid_mails(order) == 1


def test_w5_another_sum_is_held_and_never_paid(begun, fake_stripe):
    order, attempt = begun
    fake_stripe.pay(attempt.session_id)
    fake_stripe.world.sessions[attempt.session_id]["amount_total"] = 100
    assert paying.sync(attempt=attempt).state == "held"
    order.refresh_from_db()
    assert order.status == "pending"


def test_w6_paid_after_expiry_takes_the_goods_again_if_they_are_there(begun, honey, fake_stripe):
    order, attempt = begun
    fake_stripe.pay(attempt.session_id)
    states.expire_order(order=order)
    paying.sync(attempt=attempt)
    order.refresh_from_db()
    assert order.status == "paid"
    assert StockRecord.objects.get(product=honey).num_allocated == 2
    assert not Refund.objects.exists()


def test_w6_paid_after_the_goods_are_gone_is_paid_back(begun, honey, fake_stripe):
    order, attempt = begun
    fake_stripe.pay(attempt.session_id)
    states.expire_order(order=order)
    market.order((honey, 5))
    for _ in range(2):
        paying.sync(attempt=attempt)
    order.refresh_from_db()
    refund = Refund.objects.get()
    assert (order.status, refund.kind, refund.amount, refund.state) == (
        "expired",
        "late",
        order.total,
        "succeeded",
    )
    assert StockRecord.objects.get(product=honey).num_allocated == 5
    assert sum(c["amount_refunded"] for c in fake_stripe.world.charges.values()) == order.total


def test_w7_a_retry_after_a_lost_answer_makes_no_second_page(honey, fake_stripe):
    order = market.order(honey)
    fake_stripe.chaos(fail_after=2)
    with pytest.raises(PaymentUnavailable):
        paying.start_payment(order=order)
    assert order.attempts.get().session_id is None
    fake_stripe.chaos()
    again = paying.start_payment(order=order)
    assert paying.start_payment(order=order).session_id == again.session_id
    assert len(fake_stripe.world.sessions) == 1


def test_w8_the_order_stays_when_stripe_is_down(honey, fake_stripe, settings):
    settings.STRIPE_API_BASE = "http://127.0.0.1:9/fakestripe"
    order = market.order(honey)
    with pytest.raises(PaymentUnavailable):
        paying.start_payment(order=order)
    order.refresh_from_db()
    assert order.status == "pending"


def test_w8_no_transaction_is_open_while_stripe_is_asked(honey, fake_stripe, monkeypatch):
    from django.db import connection

    from marketplace.payments.gateways import stripe as gateway

    seen = []
    ask = gateway.client

    def watched():
        seen.append(connection.in_atomic_block)
        return ask()

    monkeypatch.setattr(gateway, "client", watched)
    order = market.order(honey)
    attempt = paying.start_payment(order=order)
    fake_stripe.pay(attempt.session_id)
    paying.sync(attempt=attempt)
    refunding.cancel_and_refund(part=order.village_orders.get())
    assert len(seen) == 3
    assert not any(seen)


def test_w9_a_refund_made_at_stripe_is_noted_once(client, begun, fake_stripe):
    _order, attempt = begun
    fake_stripe.pay(attempt.session_id)
    paying.sync(attempt=attempt)
    attempt.refresh_from_db()
    from marketplace.fakestripe import api

    api.create_refund(fake_stripe.world, {"payment_intent": attempt.intent_id, "amount": "5000"})
    thing = {"id": "ch_1", "payment_intent": attempt.intent_id}
    for n in range(2):
        fake_stripe.deliver(client, "charge.refunded", thing, event_id=f"evt_r{n}")
    refund = Refund.objects.get()
    assert (refund.kind, refund.amount) == ("external", 5000)


def test_w10_an_unknown_event_is_kept_and_answered(client, fake_stripe):
    answer = fake_stripe.deliver(client, "invoice.paid", {"id": "in_1"})
    assert answer.status_code == 200
    assert StripeEvent.objects.get().type == "invoice.paid"


def test_declined_and_then_paid_is_one_charge(begun, fake_stripe):
    order, attempt = begun
    fake_stripe.decline(attempt.session_id)
    assert paying.sync(attempt=attempt).state == "open"
    fake_stripe.pay(attempt.session_id)
    assert paying.sync(attempt=attempt).state == "paid"
    assert len(fake_stripe.world.charges) == 1
    order.refresh_from_db()
    assert order.status == "paid"


def test_giving_up_closes_the_page_and_frees_the_goods(begun, honey, fake_stripe):
    order, attempt = begun
    assert paying.give_up(order=order) is True
    assert fake_stripe.world.sessions[attempt.session_id]["status"] == "expired"
    assert StockRecord.objects.get(product=honey).num_allocated == 0
    fake_stripe.pay(attempt.session_id)
    assert not fake_stripe.world.charges


def test_giving_up_too_late_keeps_the_paid_order(begun, fake_stripe):
    order, attempt = begun
    fake_stripe.pay(attempt.session_id)
    assert paying.give_up(order=order) is False
    order.refresh_from_db()
    assert order.status == "paid"


def test_unpaid_orders_run_out(begun, honey, fake_stripe):
    order, _attempt = begun
    Order.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert sweeping.expire_orders() == 1
    order.refresh_from_db()
    assert order.status == "expired"
    assert StockRecord.objects.get(product=honey).num_allocated == 0


def test_cancelling_a_part_pays_it_back_once(begun, honey, fake_stripe, client):
    order, attempt = begun
    fake_stripe.pay(attempt.session_id)
    paying.sync(attempt=attempt)
    part = order.village_orders.get()
    url = f"/market/pay/cancel/{order.number}/{order.signature}/{part.seq}/"
    for _ in range(2):
        assert client.post(url).status_code == 302
    refund = Refund.objects.get()
    assert (refund.amount, refund.state) == (part.total, "succeeded")
    order.refresh_from_db()
    assert order.status == "cancelled"
    assert StockRecord.objects.get(product=honey).num_allocated == 0


def test_a_refund_waits_while_stripe_is_down_and_goes_out_once(begun, fake_stripe):
    order, attempt = begun
    fake_stripe.pay(attempt.session_id)
    paying.sync(attempt=attempt)
    fake_stripe.chaos(fail_after=2)
    refunding.cancel_and_refund(part=order.village_orders.get())
    assert Refund.objects.get().state == "requested"
    fake_stripe.chaos()
    Refund.objects.update(next_at=timezone.now())
    assert refunding.send_due_refunds() == 1
    assert refunding.send_due_refunds() == 0
    assert len(fake_stripe.world.refunds) == 1


def test_m6_more_than_was_paid_never_goes_back(begun, fake_stripe):
    _order, attempt = begun
    fake_stripe.pay(attempt.session_id)
    paying.sync(attempt=attempt)
    with pytest.raises(ValueError, match="more than was paid"):
        refunding.request_refund(attempt=attempt, kind="goodwill", amount=attempt.amount + 1)


def test_m2_won_are_won():
    assert smallest_unit(24_000, "KRW") == 24_000
    assert smallest_unit(12, "usd") == 1200
    assert smallest_unit(3, "kwd") == 3000
    with pytest.raises(ValueError, match="fraction"):
        smallest_unit(__import__("decimal").Decimal("0.5"), "krw")


def test_a_signed_event_over_real_http(live_server, begun, fake_stripe, client):
    order, attempt = begun
    fake_stripe.courier.url = f"{live_server.url}/hooks/stripe/"
    fake_stripe.chaos(duplicate=2)
    fake_stripe.pay(attempt.session_id)
    fake_stripe.courier.wait()
    order.refresh_from_db()
    assert order.status == "paid"
    assert paid_mails(order) == 1
