"""The basket: limits count over all lines of one stock record."""

from oscar.apps.basket.abstract_models import AbstractBasket, AbstractLine


class Basket(AbstractBasket):
    """What a shopper has picked; nothing is reserved before the order."""

    def is_quantity_allowed(self, qty, line=None):
        """Whether `qty` of the line may be in the basket besides its sister lines."""
        if line is None:
            return super().is_quantity_allowed(qty)
        sisters = sum(
            other.quantity
            for other in self.all_lines()
            if other.stockrecord_id == line.stockrecord_id and other.pk != line.pk
        )
        return line.purchase_info.availability.is_purchase_permitted(sisters + qty)

    def all_lines(self):
        """The lines with all that prices, limits and pages ask for; kept per request."""
        if self.id is None:
            return self.lines.model.objects.none()
        if self._lines is None:
            self._lines = (
                self.lines.select_related(
                    "stockrecord",
                    "product__product_class",
                    "product__image",
                    "product__partner__village__region",
                )
                .prefetch_related("attributes", "product__image__renditions")
                .order_by("pk")
            )
        return self._lines


class Line(AbstractLine):
    """One kind of thing in the basket."""

    @property
    def amount(self) -> int:
        """What the line costs now, in whole won; 0 where it has no price any more."""
        return int(self.line_price_incl_tax or 0)


from oscar.apps.basket.models import *
