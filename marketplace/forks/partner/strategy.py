"""Prices and availability: whole won, tax included, one stock record per product."""

from decimal import Decimal

from oscar.apps.partner import strategy

from marketplace.forks.partner.availability import Closed, Sellable


class Selector:
    """One strategy for everybody."""

    def strategy(self, request=None, user=None, **kwargs) -> "Default":
        """The strategy of this request."""
        return Default(request)


class Default(strategy.UseFirstStockRecord, strategy.NoTax, strategy.Structured):
    """The price on the label is the price paid; the tax stands inside it."""

    def __init__(self, request=None) -> None:
        self.request = request

    @property
    def user(self):
        """Whoever buys, or None: looked up where it is asked, not at every request."""
        found = getattr(self.request, "user", None)
        return found if found is not None and found.is_authenticated else None

    def fetch_for_line(self, line, stockrecord=None):
        """Use the record the line already carries: no query."""
        return self.fetch_for_product(line.product, line.stockrecord)

    def pricing_policy(self, product, stockrecord):
        """The record's price in whole won; a fraction is a programming error."""
        if stockrecord and stockrecord.price is not None and stockrecord.price % 1:
            raise ValueError(f"Stock record {stockrecord.pk} has a fraction of a won.")
        policy = super().pricing_policy(product, stockrecord)
        if policy.exists:
            policy.excl_tax = Decimal(int(policy.excl_tax))
            policy.tax = Decimal(0)
        return policy

    def availability_policy(self, product, stockrecord):
        """Stock, the stall's state and the limit per buyer."""
        if not stockrecord or not product.is_public or not product.partner:
            return Closed()
        if not product.partner.is_selling:
            return Closed(until=product.partner.holiday_until)
        return Sellable(stockrecord.net_stock_level, product.max_per_buyer)

    def parent_availability_policy(self, product, children_stock):
        """Families of products are not sold as such."""
        return Closed()
