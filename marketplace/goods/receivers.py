"""One line each: lists follow the stock."""

from django.db.models.signals import post_save
from django.dispatch import receiver

from oscar.core.loading import get_model

from marketplace.goods import services


@receiver(post_save, sender=get_model("partner", "StockRecord"))
def stock_changed(sender, instance, **kwargs) -> None:
    """Oscar's own steps send this signal by hand; so do ours."""
    services.follow_stock(stockrecord=instance)
