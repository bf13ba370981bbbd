"""The basket of a request; reading it never writes and sets no cookie."""

from oscar.apps.basket.middleware import BasketMiddleware as OscarBasketMiddleware
from oscar.core.loading import get_model

Basket = get_model("basket", "Basket")


class BasketMiddleware(OscarBasketMiddleware):
    """Finds the open basket and makes none: the first thing put in saves it.

    Oscar creates and merges rows whenever a basket is read. Here a guest's basket
    is taken over at sign-in (`receivers.py`), and a signed-in visitor without one
    still sees the guest's basket of this browser.
    """

    def get_basket(self, request):
        """The open basket, or a new one that is not saved yet."""
        if request._basket_cache is None:
            request._basket_cache = self._find(request)
        return request._basket_cache

    def _find(self, request):
        user = request.user if request.user.is_authenticated else None
        if user:
            own = Basket.open.filter(owner=user).order_by("-pk").first()
            if own:
                own.owner = user
                return own
        kept = self.get_cookie_basket(self.get_cookie_key(request), request, Basket.open)
        return kept or Basket(owner=user)

    def process_response(self, request, response):
        """Oscar's cookie, kept from other sites."""
        response = super().process_response(request, response)
        key = self.get_cookie_key(request)
        if key in response.cookies:
            response.cookies[key]["samesite"] = "Lax"
        return response

    def apply_offers_to_basket(self, request, basket) -> None:
        """No offers yet: prices are the labels' prices, in whole won."""
