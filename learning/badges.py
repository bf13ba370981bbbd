"""Open Badges 3.0: issue, verify, revoke. The only module that knows the library.

The signing key is made on first use and kept under `VAR_DIR/keys`, readable by the
owner alone; a deployment may give its own by `BADGE_SIGNING_KEY` (PEM). Every key file
found there still verifies, so a new key never spoils an old credential.
"""

import json
import os
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

import jwt
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.keys import KeyEd25519, KeyFactory, KeyType
from openbadgeslib.ob3 import (
    Achievement,
    IdentityObject,
    Issuer,
    OB3Signer,
    OB3Verifier,
    OpenBadgeCredential,
    build_status_list_credential,
    sign_status_list_credential,
    status_entry,
)

ALGORITHM = "EdDSA"
LIST_SIZE = 131_072
LIST_HOLDS = timedelta(days=7)


class BadgeInvalid(Exception):
    """The credential is not ours, or was changed."""


@dataclass(frozen=True)
class Badge:
    """What a credential says, for issuing it and after verifying it."""

    code: str
    number: int
    name: str
    course_key: str
    title: str
    narrative: str
    hours: float
    issued_at: datetime


def issue(badge: Badge) -> str:
    """Sign a badge as a compact credential; `number` is its place in the status list."""
    listing, index = divmod(badge.number, LIST_SIZE)
    credential = OpenBadgeCredential(
        issuer=Issuer(id=_origin(), name="INVIL", url=_origin()),
        recipient_id=None,
        achievement=Achievement(
            id=f"urn:uuid:{badge.course_key}",
            name=badge.title,
            description=badge.narrative,
            criteria_narrative=badge.narrative,
            achievement_type="Certificate",
        ),
        id=_origin() + reverse("learning:verify", args=[badge.code]),
        name=badge.title,
        issuance_date=badge.issued_at,
        credits_earned=badge.hours,
        identifiers=[IdentityObject(identity_hash=badge.name, identity_type="name", hashed=False)],
        credential_status=[status_entry(_list_url(listing), "revocation", index)],
    )
    return OB3Signer(_signing_key(), ALGORITHM).sign(credential)


def verify(token: str) -> dict:
    """The claims of a credential signed by one of our keys; raises `BadgeInvalid`.

    Needs no network and no database: revocation is the status list's business.
    """
    for public in _public_keys():
        try:
            return dict(OB3Verifier(public).verify(token).raw or {})
        except (LibOpenBadgesException, ValueError):
            continue
    raise BadgeInvalid


def revoke(numbers: list[int], *, listing: int = 0) -> str:
    """The signed status list that says which credentials no longer hold.

    The whole list is made anew from `numbers`; it is good for a week.
    """
    low = listing * LIST_SIZE
    inside = [number - low for number in numbers if low <= number < low + LIST_SIZE]
    document = build_status_list_credential(
        _origin(),
        _list_url(listing),
        "revocation",
        inside,
        LIST_SIZE,
        valid_until=timezone.now() + LIST_HOLDS,
    )
    return sign_status_list_credential(document, _signing_key(), ALGORITHM)


def public_keys() -> dict:
    """The published keys, as a JSON web key set."""
    keys = []
    for pem in _public_keys():
        key = jwt.algorithms.OKPAlgorithm().prepare_key(pem.decode())
        keys.append(json.loads(jwt.algorithms.OKPAlgorithm.to_jwk(key)))
    return {"keys": keys}


def _origin() -> str:
    return f"{settings.PLATFORM_SCHEME}://{settings.PLATFORM_HOST}"


def _list_url(listing: int) -> str:
    return _origin() + reverse("learning:status-list", args=[listing])


def _folder() -> Path:
    return Path(settings.VAR_DIR) / "keys"


def _signing_key() -> bytes:
    given = getattr(settings, "BADGE_SIGNING_KEY", "")
    if given:
        return given.encode()
    kept = sorted(_folder().glob("badges-*.pem"))
    return kept[-1].read_bytes() if kept else _make_key()


def _make_key() -> bytes:
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    private, _public = KeyFactory(KeyType.ED25519).generate_keypair()
    target = folder / "badges-0001.pem"
    # Written whole, then linked: of two processes starting together one wins, and
    # nobody ever reads half a key.
    handle, draft = tempfile.mkstemp(dir=folder)
    with os.fdopen(handle, "wb") as file:
        file.write(private)
    try:
        os.link(draft, target)
    except FileExistsError:
        return target.read_bytes()
    finally:
        Path(draft).unlink()
    return private


def _public_keys() -> list[bytes]:
    privates = [path.read_bytes() for path in sorted(_folder().glob("badges-*.pem"))]
    privates.append(_signing_key())
    found = []
    for private in privates:
        key = KeyEd25519()
        key.read_private_key(private)
        key.pub_key = key.priv_key.public_key()
        if key.get_pub_key_pem() not in found:
            found.append(key.get_pub_key_pem())
    return found
