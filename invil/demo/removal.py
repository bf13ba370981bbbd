"""Take the demo away, and nothing else: what it wrote, and what was done with it since.

An order of demo goods, a reply in a demo village and a certificate of a demo course
belong to the demo, whoever made them; accounts that people opened themselves stay.
"""

from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.db.models import Q

from wagtail.models import Collection, Page

from oscar.core.loading import get_model

from invil.demo.models import DemoRecord
from invil.demo.records import keys_of
from learning.models import (
    Certificate,
    CoursePage,
    CourseVersion,
    Enrolment,
    LearningEvent,
    LearningIndexPage,
    QuestionBank,
    Quiz,
    QuizAttempt,
)
from marketplace.delivery.models import ZoneRange
from marketplace.orders.models import VillageOrder
from marketplace.payments.models import PaymentAttempt, Refund
from media.models import VillageDocument, VillageImage, VillageMedia
from villages.accounts.models import User
from villages.activity.models import Activity
from villages.community.models import Board, Thread
from villages.finder.models import SearchDoc
from villages.live.models import Stream
from villages.notifications.models import Delivery
from villages.portal.models import InfoPage, Region, RegionPage, Village

Order = get_model("order", "Order")
OrderLine = get_model("order", "Line")
Partner = get_model("partner", "Partner")
Product = get_model("catalogue", "Product")
Basket = get_model("basket", "Basket")
Category = get_model("catalogue", "Category")
ShippingAddress = get_model("order", "ShippingAddress")


def remove(progress) -> None:
    """Take everything away, step by step, each in its own transaction."""
    villages = list(Village.objects.filter(is_demo=True).values_list("pk", flat=True))
    for step in (_market, _learning, _villages, _shared, _places):
        with transaction.atomic():
            step(villages)
        progress.say(f"Taken away: {step.__name__.strip('_')}")
    DemoRecord.objects.all().delete()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA optimize")
    progress.say("The demo is gone.")


def _market(villages: list[int]) -> None:
    parts = VillageOrder.objects.filter(village__in=villages)
    orders = Order.objects.filter(pk__in=parts.values("order"))
    numbers = list(orders.values_list("pk", flat=True))
    for start in range(0, len(numbers), 500):
        some = numbers[start : start + 500]
        Refund.objects.filter(village_order__order__in=some).delete()
        PaymentAttempt.objects.filter(order__in=some).delete()
        OrderLine.objects.filter(order__in=some).delete()
        VillageOrder.objects.filter(order__in=some).delete()
        refs = Order.objects.filter(pk__in=some).values_list("number", flat=True)
        Activity.objects.filter(kind__startswith="order.", ref__in=list(refs)).delete()
        baskets = list(Order.objects.filter(pk__in=some).values_list("basket", flat=True))
        addresses = list(
            Order.objects.filter(pk__in=some).values_list("shipping_address", flat=True)
        )
        Order.objects.filter(pk__in=some).delete()
        ShippingAddress.objects.filter(pk__in=[pk for pk in addresses if pk]).delete()
        Basket.objects.filter(pk__in=[pk for pk in baskets if pk]).delete()
    goods = Product.objects.filter(Q(is_demo=True) | Q(partner__village__in=villages))
    refs = [str(pk) for pk in goods.values_list("pk", flat=True)]
    for start in range(0, len(refs), 500):
        some = refs[start : start + 500]
        SearchDoc.objects.filter(kind="product", ref__in=some).delete()
        Product.objects.filter(pk__in=some).delete()
    for stall in Partner.objects.filter(village__in=villages):
        stall.producers.all().delete()
        stall.delete()
    ZoneRange.objects.filter(pk__in=keys_of("delivery.ZoneRange")).delete()
    for shelf in Category.objects.filter(pk__in=keys_of("catalogue.Category"), product=None):
        shelf.delete()


def _learning(villages: list[int]) -> None:
    pages = CoursePage.objects.filter(pk__in=keys_of("learning.CoursePage"))
    courses = list(pages.values_list("course_key", flat=True).distinct())
    Certificate.objects.filter(course_key__in=courses).delete()
    LearningEvent.objects.filter(enrolment__course_key__in=courses).delete()
    lessons = [
        key
        for page in pages
        for key in page.get_children().values_list("lessonpage__lesson_key", flat=True)
    ]
    quizzes = Quiz.objects.filter(lesson_key__in=[key for key in lessons if key])
    QuizAttempt.objects.filter(quiz__in=quizzes).delete()
    Enrolment.objects.filter(course_key__in=courses).delete()
    quizzes.delete()
    for bank in QuestionBank.objects.filter(course_key__in=courses):
        for question in bank.questions.all():
            question.live_version = None
            question.save(update_fields=["live_version"])
            question.versions.all().delete()
            question.delete()
        bank.delete()
    docs = [str(key) for key in (*courses, *lessons) if key]
    for page in pages.order_by("-original_id"):
        docs += [str(pk) for pk in page.get_children().values_list("pk", flat=True)]
        docs.append(str(page.pk))
        _forget_pages(page)
    # Last, since a version that goes offline makes its sister findable anew.
    SearchDoc.objects.filter(kind__in=("course", "lesson"), ref__in=docs).delete()
    # Last: a page that goes offline writes a new version of its course.
    CourseVersion.objects.filter(course_key__in=courses).delete()
    index = LearningIndexPage.objects.first()
    if index is not None and not index.get_children().exists():
        index.delete()


def _villages(villages: list[int]) -> None:
    _forget_streams(Thread.objects.filter(board__village__in=villages))
    for village in Village.objects.filter(pk__in=villages).select_related("page", "collection"):
        page, collection = village.page, village.collection
        groups = [village.managers_id, village.editors_id]
        village.delete()
        if page is not None:
            _forget_pages(page)
        if collection is not None:
            for image in VillageImage.objects.filter(collection=collection):
                image.delete()
            for document in VillageDocument.objects.filter(collection=collection):
                document.delete()
            for recording in VillageMedia.objects.filter(collection=collection):
                recording.delete()
            Collection.objects.get(pk=collection.pk).delete()
        Group.objects.filter(pk__in=groups).delete()


def _forget_pages(page) -> None:
    refs = Page.objects.filter(path__startswith=page.path).values_list("pk", flat=True)
    SearchDoc.objects.filter(ref__in=[str(pk) for pk in refs]).exclude(kind="thread").delete()
    Page.objects.get(pk=page.pk).delete()


def _forget_streams(threads) -> None:
    keys = [f"thread:{pk}" for pk in threads.values_list("pk", flat=True)]
    for start in range(0, len(keys), 500):
        Stream.objects.filter(key__in=keys[start : start + 500]).delete()


def _shared(villages: list[int]) -> None:
    boards = Board.objects.filter(pk__in=keys_of("community.Board"))
    _forget_streams(Thread.objects.filter(board__in=boards))
    threads = [str(pk) for pk in boards.values_list("threads", flat=True) if pk]
    SearchDoc.objects.filter(kind="thread", ref__in=threads).delete()
    boards.delete()
    for page in InfoPage.objects.filter(pk__in=keys_of("villages.InfoPage")):
        _forget_pages(page)
    Activity.objects.filter(actor__is_demo=True).delete()
    User.objects.filter(is_demo=True).delete()
    Delivery.objects.filter(to__endswith="@demo.invil.example").delete()
    for image in VillageImage.objects.filter(pk__in=keys_of("media.VillageImage")):
        image.delete()


def _places(villages: list[int]) -> None:
    from invil.demo import numbers

    numbers.remove()
    made = set(keys_of("villages.Region"))
    for page in RegionPage.objects.select_related("region"):
        if str(page.region_id) in made and not page.get_children().exists():
            Page.objects.get(pk=page.pk).delete()
    for name in {region.name_en for region in Region.objects.filter(pk__in=made)}:
        for collection in Collection.objects.filter(name=name, depth=2):
            if not collection.get_children().exists():
                Collection.objects.get(pk=collection.pk).delete()
    for level in ("county", "province", "nation"):
        regions = Region.objects.filter(pk__in=made, level=level, villages=None, children=None)
        regions.filter(officers=None).delete()
