"""App configuration."""

import oscar.apps.basket.apps as apps


class BasketConfig(apps.BasketConfig):
    """Oscar's basket, read-only on GET."""

    name = "marketplace.forks.basket"

    def ready(self) -> None:
        """Connect the sign-in."""
        super().ready()
        from marketplace.forks.basket import receivers
