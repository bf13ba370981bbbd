"""Words of a resident that somebody else typed: the page says whose they are."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DictatedPage(models.Model):
    """`on_behalf_of` stands as the byline; the log keeps who typed it, and for whom."""

    on_behalf_of = models.CharField(
        _("written for"),
        max_length=60,
        blank=True,
        help_text=_("The resident whose words these are, when somebody else typed them."),
    )

    class Meta:
        abstract = True
