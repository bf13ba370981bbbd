"""Remember what the demo wrote; forget nothing, take away nothing else."""

from collections.abc import Iterable

from invil.demo.models import DemoRecord


def remember(objects: Iterable) -> None:
    """Note these rows as the demo's own."""
    DemoRecord.objects.bulk_create(
        [DemoRecord(label=obj._meta.label, key=str(obj.pk)) for obj in objects],
        ignore_conflicts=True,
        batch_size=900,
    )


def keys_of(label: str) -> list[str]:
    """The keys the demo wrote of one model."""
    return list(DemoRecord.objects.filter(label=label).values_list("key", flat=True))
