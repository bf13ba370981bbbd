"""Oscar's root config: its models and services, our own doors."""

from oscar.config import Shop as OscarShop


class Shop(OscarShop):
    """The public shop's URLs; the dashboard stands under /staff/."""

    def get_urls(self) -> list:
        """Our own view set instead of Oscar's pages."""
        from marketplace.urls import urlpatterns

        return urlpatterns
