"""Ties of a village: enter, remove, list."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from villages.activity import services as activity
from villages.core.errors import DomainError
from villages.portal.models import PartnerBody, SisterVillage, TiesPage, Village

MOST = 60


def _page_of(village: Village) -> TiesPage:
    """The page of the ties; made with the first of them."""
    page = TiesPage.objects.filter(path__startswith=village.page.path).first()
    if page is None:
        page = TiesPage(title="Ties", title_ko="자매결연", slug="ties", live=True)
        if village.page.get_children().filter(slug=page.slug).exists():
            page.slug = "our-ties"
        page = type(village.page).objects.get(pk=village.page_id).add_child(instance=page)
    return page


@transaction.atomic
def add_sister(
    *,
    village: Village,
    sister: Village,
    since: int | None,
    together: str,
    acting_user,
    together_en: str = "",
) -> SisterVillage:
    """Enter a sister village. Raises `DomainError` for itself and for one that stands."""
    Village.objects.hold(village)
    if sister.pk == village.pk:
        raise DomainError(_("A village is not its own sister."))
    _check_number(village)
    try:
        with transaction.atomic():
            tie = SisterVillage.objects.create(
                village=village,
                sister=sister,
                since=since,
                together=together,
                together_en=together_en,
            )
    except IntegrityError as twice:
        raise DomainError(_("This village stands in the list already.")) from twice
    _page_of(village)
    activity.record("tie.added", village=village, actor=acting_user, ref=tie.pk)
    return tie


@transaction.atomic
def add_partner(*, village: Village, acting_user, **facts) -> PartnerBody:
    """Enter a company, a school or another body; `facts` are its columns."""
    Village.objects.hold(village)
    _check_number(village)
    tie = PartnerBody.objects.create(village=village, **facts)
    _page_of(village)
    activity.record("tie.added", village=village, actor=acting_user, ref=tie.pk)
    return tie


def _check_number(village: Village) -> None:
    if village.sisters.count() + village.partners.count() >= MOST:
        raise DomainError(_("The list is full. Take some out first."))


@transaction.atomic
def say_in_english(tie: SisterVillage | PartnerBody, *, acting_user, **words: str) -> None:
    """Write or change the English words of a tie: `together_en`, a partner's `name_en` too.

    Raises `DomainError` where it was taken out of the list meanwhile.
    """
    said = {name: text.strip() for name, text in words.items()}
    if not type(tie).objects.filter(pk=tie.pk).update(**said):
        raise DomainError(_("This does not stand in the list any more."), "tie_gone")
    activity.record("tie.english", village=tie.village, actor=acting_user, ref=tie.pk)


@transaction.atomic
def remove(*, tie: SisterVillage | PartnerBody, village: Village, acting_user) -> None:
    """Take a tie out of the list."""
    activity.record("tie.removed", village=village, actor=acting_user, ref=tie.pk)
    tie.delete()


def ties_of(village: Village) -> dict:
    """The sisters whose portals are open, and the partners: two queries."""
    sisters = SisterVillage.objects.filter(village=village, sister__page__live=True)
    return {
        "sisters": sisters.select_related("sister__region__parent", "sister__page"),
        "partners": PartnerBody.objects.filter(village=village),
    }
