"""T25 to T28: certificates are issued once, verified by strangers, revoked in the open."""

import base64
import json
import stat
from pathlib import Path

from django.conf import settings

import pytest

from learning import badges
from learning.errors import NoName, NotComplete
from learning.models import Certificate
from learning.services import certificates, progress
from villages.activity.models import Activity
from villages.notifications.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(finish, learner):
    return certificates.issue_certificate(enrolment=finish(learner))


def test_t25_no_certificate_before_the_course_is_complete(learner, key, course, as_user):
    enrolment = progress.enrol(user=learner, course_key=key)
    with pytest.raises(NotComplete):
        certificates.issue_certificate(enrolment=enrolment)
    as_user(learner).post(f"{course.door_path()}certificate/")
    assert not Certificate.objects.exists()


def test_t25_pressing_twice_gives_one_certificate(finish, learner, course, as_user):
    finish(learner)
    answers = [as_user(learner).post(f"{course.door_path()}certificate/").url for _n in range(2)]
    assert answers[0] == answers[1]
    assert Certificate.objects.count() == 1
    assert Notification.objects.filter(user=learner, kind="certificate.issued").count() == 1
    assert Activity.objects.filter(kind="certificate.issued").count() == 1


def test_t25_nobody_gets_one_for_somebody_else(finish, learner, person, course, as_user):
    finish(learner)
    stranger = person()
    answer = as_user(stranger).post(f"{course.door_path()}certificate/", {"user": learner.pk})
    assert answer.status_code == 404
    assert not Certificate.objects.exists()


def test_t25_the_database_knows_one_per_person_and_course(certificate):
    from django.db import IntegrityError, transaction

    certificate.pk, certificate.code = None, certificates.new_code()
    with pytest.raises(IntegrityError), transaction.atomic():
        certificate.save(force_insert=True)


def test_an_account_without_a_name_is_asked_for_it(finish, person):
    user = person("")
    with pytest.raises(NoName):
        certificates.issue_certificate(enrolment=finish(user))


def test_t26_the_code_has_80_random_bits_in_crockford_groups():
    code = certificates.new_code()
    assert len(code.replace("-", "")) * 5 == 80
    assert not set(code) & set("ILOU")
    assert code != certificates.new_code()


def test_t26_a_code_is_read_as_people_type_it(certificate):
    typed = certificate.code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert certificates.normal_code(typed) == certificate.code


def test_t26_a_stranger_sees_name_course_hours_issuer_and_host(
    certificate, client, learner, django_assert_max_num_queries
):
    with django_assert_max_num_queries(2):
        page = client.get(certificate.get_verify_url(), headers={"accept-language": "en"})
    text = page.content.decode()
    for words in (
        learner.name,
        "Course safe",
        "1 hours",
        "INVIL",
        settings.PLATFORM_HOST,
        "genuine",
    ):
        assert words in text
    assert "noindex" in page["X-Robots-Tag"]
    assert not page.cookies


def test_t26_unknown_and_malformed_codes_look_the_same(certificate, client):
    unknown = client.get(f"/verify/{certificates.new_code()}/")
    malformed = client.get("/verify/hello/")
    assert unknown.status_code == malformed.status_code == 404
    assert unknown.content.split(b"<main")[1] == malformed.content.split(b"<main")[1]


def test_t26_guessing_is_slowed_down(client, db):
    codes = [client.get("/verify/nope/").status_code for _n in range(31)]
    assert codes[-1] == 429


def test_t27_the_credential_verifies_without_network(certificate):
    claims = badges.verify(certificate.credential)
    assert claims["name"] == "Course safe"
    assert claims["credentialSubject"]["identifier"][0]["identityHash"] == certificate.name


def test_t27_any_flipped_byte_fails(certificate):
    head, body, signature = certificate.credential.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    claims["name"] = "Doctor"
    forged = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    for token in (f"{head}.{forged}.{signature}", f"{head}.{body}.{signature[:-4]}AAAA"):
        with pytest.raises(badges.BadgeInvalid):
            badges.verify(token)


def test_t27_a_foreign_key_is_not_ours(certificate, monkeypatch, tmp_path, settings):
    settings.VAR_DIR = tmp_path
    with pytest.raises(badges.BadgeInvalid):
        badges.verify(certificate.credential)


def test_t27_a_new_key_keeps_old_credentials_valid(certificate, settings, tmp_path):
    folder = tmp_path / "keys"
    folder.mkdir()
    old = Path(settings.VAR_DIR) / "keys" / "badges-0001.pem"
    (folder / "badges-0001.pem").write_bytes(old.read_bytes())
    settings.VAR_DIR = tmp_path / "other"
    badges.public_keys()
    (folder / "badges-0002.pem").write_bytes(
        (tmp_path / "other" / "keys" / "badges-0001.pem").read_bytes()
    )
    settings.VAR_DIR = tmp_path
    assert badges.verify(certificate.credential)
    assert len(badges.public_keys()["keys"]) == 2


def test_the_signing_key_is_readable_by_its_owner_alone(certificate):
    kept = Path(settings.VAR_DIR) / "keys" / "badges-0001.pem"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_t27_revoked_says_so_with_its_day_and_is_never_404(certificate, client, staff):
    certificates.revoke_certificate(
        certificate=certificate, reason="Issued by mistake", acting_user=staff
    )
    page = client.get(certificate.get_verify_url(), headers={"accept-language": "en"})
    assert page.status_code == 200
    assert "no longer valid" in page.content.decode()
    assert Activity.objects.filter(kind="certificate.revoked").count() == 1


def test_a_revoked_certificate_is_not_issued_again(certificate, learner, staff, finish):
    certificates.revoke_certificate(certificate=certificate, reason="x", acting_user=staff)
    again = certificates.issue_certificate(enrolment=finish(learner))
    assert again.pk == certificate.pk
    assert again.revoked_at


def test_the_revocation_list_is_signed_and_served(certificate, client):
    assert client.get("/verify/revoked/0/").content.count(b".") == 2


def test_t28_a_later_rename_does_not_alter_it(certificate, learner, course, client):
    name = certificate.name
    learner.first_name = "Another"
    learner.save()
    course.title = "Other title"
    course.save()
    certificate.refresh_from_db()
    assert (certificate.name, certificate.title_ko) == (name, "Course safe 한글")


def test_t28_the_holders_page_is_the_holders_alone(certificate, person, learner, client, as_user):
    url = certificate.get_absolute_url()
    assert as_user(learner).get(url).status_code == 200
    assert as_user(person()).get(url).status_code == 404
    assert client.get(url).status_code == 302


def test_the_paper_carries_a_qr_code(certificate, learner, as_user):
    text = as_user(learner).get(certificate.get_absolute_url()).content.decode()
    assert 'class="cert__qr"' in text
    assert certificate.code in text
