"""Who may see or change goods; the only place that decides."""

from django.http import Http404

from oscar.core.loading import get_model

Category = get_model("catalogue", "Category")
Partner = get_model("partner", "Partner")
Product = get_model("catalogue", "Product")


def get_product(pk: int):
    """A product the market shows; 404 for anything else."""
    product = (
        Product.objects.browsable()
        .select_related(
            "product_class",
            "partner__village__region__parent",
            "partner__village__page__hero",
            "producer",
            "info",
            "image",
        )
        .prefetch_related("stockrecords", "categories")
        .filter(pk=pk)
        .first()
    )
    if product is None:
        raise Http404
    return product


def get_category(slug: str):
    """A public shelf; 404 for anything else."""
    shelf = Category.objects.browsable().filter(slug=slug).first()
    if shelf is None:
        raise Http404
    return shelf


def get_stall(slug: str):
    """The open stall of a living village; 404 for anything else."""
    stall = (
        Partner.objects.selling()
        .select_related("village__region__parent")
        .filter(village__slug=slug)
        .first()
    )
    if stall is None:
        raise Http404
    return stall


def get_product_for_seller(village, pk: int):
    """A product of the seller's own village, public or not; 404 for any other."""
    product = (
        Product.objects.filter(partner__village=village, pk=pk)
        .select_related("product_class", "partner__village__region", "producer", "info")
        .first()
    )
    if product is None:
        raise Http404
    return product
