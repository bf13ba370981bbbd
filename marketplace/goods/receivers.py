"""One line each: lists follow the stock and the photos."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from oscar.core.loading import get_model

from marketplace.goods import gallery, services
from marketplace.goods.models import ProductPhoto


@receiver(post_save, sender=get_model("partner", "StockRecord"))
def stock_changed(sender, instance, **kwargs) -> None:
    """Oscar's own steps send this signal by hand; so do ours."""
    services.follow_stock(stockrecord=instance)


@receiver(post_delete, sender=ProductPhoto)
def photo_gone(sender, instance, **kwargs) -> None:
    """A picture deleted in the page editor takes its place here with it."""
    gallery.follow_lost_picture(product_pk=instance.product_id)
