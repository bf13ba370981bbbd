"""The endpoints: what each call does to the world, and what it answers."""

from typing import Any

from marketplace.fakestripe.params import BadParameter, check
from marketplace.fakestripe.world import World, new_id, now

LEAST_LIFE, MOST_LIFE = 30 * 60, 24 * 60 * 60
LEAST_AMOUNT = {"krw": 100, "usd": 50}


class NotFound(Exception):
    """No such object."""


def create_session(world: World, params: dict[str, Any], base: str) -> dict[str, Any]:
    """A hosted payment page for `line_items`, open until `expires_at`."""
    check("sessions.create", params)
    if params.get("mode") != "payment":
        raise BadParameter("Only mode=payment is faked.", "mode", "parameter_invalid")
    items = [_item(raw) for raw in params.get("line_items") or []]
    currencies = {item["currency"] for item in items}
    if len(currencies) != 1:
        raise BadParameter("All items need one currency.", "line_items", "parameter_invalid")
    currency = currencies.pop()
    total = sum(item["amount_total"] for item in items)
    if total < LEAST_AMOUNT.get(currency, 1):
        raise BadParameter("The amount is too small.", "line_items", "amount_too_small")
    expires = int(params.get("expires_at", now() + MOST_LIFE))
    if not LEAST_LIFE - 5 <= expires - now() <= MOST_LIFE + 5:
        raise BadParameter(
            "`expires_at` must be 30 minutes to 24 hours from now.",
            "expires_at",
            "parameter_invalid",
        )
    session_id = new_id("cs_test")
    session = {
        "id": session_id,
        "object": "checkout.session",
        "mode": "payment",
        "status": "open",
        "payment_status": "unpaid",
        "amount_total": total,
        "amount_subtotal": total,
        "currency": currency,
        "client_reference_id": params.get("client_reference_id"),
        "customer_email": params.get("customer_email"),
        "locale": params.get("locale"),
        "metadata": params.get("metadata") or {},
        "payment_intent": None,
        "success_url": params.get("success_url"),
        "cancel_url": params.get("cancel_url"),
        "expires_at": expires,
        "created": now(),
        "livemode": False,
        "url": f"{base}/pay/{session_id}",
    }
    world.sessions[session_id] = {
        **session,
        "_items": items,
        "_intent": params.get("payment_intent_data") or {},
    }
    return session


def _item(raw: dict[str, Any]) -> dict[str, Any]:
    price = raw.get("price_data") or {}
    try:
        amount, quantity = int(price["unit_amount"]), int(raw.get("quantity", 1))
    except (KeyError, ValueError) as problem:
        raise BadParameter(
            "Invalid integer.", "line_items[price_data][unit_amount]", "parameter_invalid_integer"
        ) from problem
    return {
        "id": new_id("li"),
        "object": "item",
        "quantity": quantity,
        "description": (price.get("product_data") or {}).get("name", ""),
        "currency": price.get("currency", ""),
        "amount_total": amount * quantity,
    }


def public(row: dict[str, Any]) -> dict[str, Any]:
    """An object without what only the fake knows."""
    return {key: value for key, value in row.items() if not key.startswith("_")}


def get_session(world: World, session_id: str) -> dict[str, Any]:
    """The session; one past its time is expired by looking at it."""
    session = find(world.sessions, session_id)
    if session["status"] == "open" and session["expires_at"] <= now():
        session["status"], session["url"] = "expired", None
    return session


def expire_session(world: World, session_id: str) -> dict[str, Any]:
    """Close an open session: nobody can pay it any more."""
    session = get_session(world, session_id)
    if session["status"] != "open":
        raise BadParameter(
            f"Only sessions with status `open` can be expired; it is {session['status']}.",
            code="resource_invalid_state",
        )
    session["status"], session["url"] = "expired", None
    return session


def pay(world: World, session_id: str) -> dict[str, Any]:
    """The buyer pays: intent and charge appear, the session is complete."""
    session = get_session(world, session_id)
    if session["status"] != "open":
        return session
    intent_id, charge_id = new_id("pi"), new_id("ch")
    about = session["_intent"]
    world.charges[charge_id] = {
        "id": charge_id,
        "object": "charge",
        "amount": session["amount_total"],
        "amount_refunded": 0,
        "currency": session["currency"],
        "payment_intent": intent_id,
        "paid": True,
        "refunded": False,
        "status": "succeeded",
        "created": now(),
        "metadata": about.get("metadata") or {},
    }
    world.intents[intent_id] = {
        "id": intent_id,
        "object": "payment_intent",
        "amount": session["amount_total"],
        "amount_received": session["amount_total"],
        "currency": session["currency"],
        "status": "succeeded",
        "latest_charge": charge_id,
        "created": now(),
        "metadata": about.get("metadata") or {},
        "transfer_group": about.get("transfer_group"),
    }
    session.update(status="complete", payment_status="paid", payment_intent=intent_id, url=None)
    return session


def create_refund(world: World, params: dict[str, Any]) -> dict[str, Any]:
    """Pay back; never more in sum than was paid."""
    check("refunds.create", params)
    intent = find(world.intents, params.get("payment_intent", ""))
    charge = find(world.charges, intent["latest_charge"])
    left = charge["amount"] - charge["amount_refunded"]
    amount = int(params.get("amount", left))
    if amount > left:
        raise BadParameter(
            f"Refund amount ({amount}) is greater than unrefunded amount ({left}).",
            "amount",
            "charge_already_refunded" if not left else "amount_too_large",
        )
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    refund_id = new_id("re")
    world.refunds[refund_id] = {
        "id": refund_id,
        "object": "refund",
        "amount": amount,
        "currency": charge["currency"],
        "charge": charge["id"],
        "payment_intent": intent["id"],
        "status": "succeeded",
        "reason": params.get("reason"),
        "metadata": params.get("metadata") or {},
        "created": now(),
    }
    return world.refunds[refund_id]


def list_refunds(world: World, intent_id: str) -> dict[str, Any]:
    """The refunds of an intent, newest first."""
    rows = [row for row in world.refunds.values() if row["payment_intent"] == intent_id]
    rows.sort(key=lambda row: row["created"], reverse=True)
    return {"object": "list", "data": rows, "has_more": False, "url": "/v1/refunds"}


def find(rows: dict[str, Any], key: str) -> dict[str, Any]:
    """The object, or `NotFound`."""
    if key not in rows:
        raise NotFound(key)
    return rows[key]
