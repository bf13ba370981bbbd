"""A guest's basket goes along at sign-in."""

from django.dispatch import receiver

from allauth.account.signals import user_logged_in


@receiver(user_logged_in)
def take_basket_along(sender, request, user, **kwargs) -> None:
    """Give the guest's basket to the account."""
    from marketplace.orders.services.basket import take_over

    if hasattr(request, "basket"):
        take_over(request=request, user=user)
