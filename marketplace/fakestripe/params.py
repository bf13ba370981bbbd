"""Stripe's form-encoded parameters, checked against the SDK's own types.

A parameter the SDK does not know is refused: an upgrade of `stripe` checks the fake.
"""

import re
import sys
from typing import Any
from urllib.parse import parse_qsl

from stripe.params import RefundCreateParams
from stripe.params.checkout import (
    SessionCreateParams,
    SessionExpireParams,
    SessionListLineItemsParams,
    SessionRetrieveParams,
)

NAMES = re.compile(r"ForwardRef\('(\w+)'")
CHECKED = {
    "sessions.create": SessionCreateParams,
    "sessions.retrieve": SessionRetrieveParams,
    "sessions.expire": SessionExpireParams,
    "sessions.line_items": SessionListLineItemsParams,
    "refunds.create": RefundCreateParams,
}


class BadParameter(Exception):
    """A parameter the real service would refuse."""

    def __init__(self, message: str, param: str = "", code: str = "parameter_unknown") -> None:
        super().__init__(message)
        self.message, self.param, self.code = message, param, code


def decode(body: bytes) -> dict[str, Any]:
    """`a[b][0][c]=1` as nested dicts and lists."""
    root: dict[str, Any] = {}
    for key, value in parse_qsl(body.decode(), keep_blank_values=True):
        path = [key.split("[")[0], *re.findall(r"\[(.*?)\]", key)]
        here = root
        for step in path[:-1]:
            here = here.setdefault(step, {})
        here[path[-1]] = value
    return {key: _listed(value) for key, value in root.items()}


def _listed(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {key: _listed(item) for key, item in value.items()}
    if inner and all(key.isdigit() for key in inner):
        return [inner[key] for key in sorted(inner, key=int)]
    return inner


def check(operation: str, params: dict[str, Any]) -> None:
    """Refuse what the SDK's TypedDict of this operation does not name."""
    if operation in CHECKED:
        _check(CHECKED[operation], params, "")


def _check(kind: type, params: dict[str, Any], path: str) -> None:
    known = {
        name: note
        for base in reversed(kind.__mro__)
        for name, note in getattr(base, "__annotations__", {}).items()
    }
    module = sys.modules[kind.__module__]
    for name, value in params.items():
        where = f"{path}[{name}]" if path else name
        if name not in known:
            raise BadParameter(f"Received unknown parameter: {where}", where)
        inner = _inner(known[name], module)
        if inner is None:
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                _check(inner, each, where)


def _inner(note: Any, module: Any) -> type | None:
    """The TypedDict inside `NotRequired[List["Thing"]]`, if there is one."""
    for name in NAMES.findall(repr(note)):
        found = getattr(module, name, None)
        if isinstance(found, type) and hasattr(found, "__annotations__"):
            return found
    return None
