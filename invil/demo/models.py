"""What the demo made, so that it can take away exactly that."""

from django.db import models


class DemoRecord(models.Model):
    """One row the demo loader wrote: the model's label and the key."""

    label = models.CharField(max_length=80)
    key = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["label", "key"], name="demo_record_once")]

    def __str__(self) -> str:
        return f"{self.label} {self.key}"
