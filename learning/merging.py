"""What courses do when a village becomes part of another."""

from django.utils.translation import gettext_lazy as _

from learning.models import Enrolment
from villages.portal.merging import Mover, register_mover


def count(village) -> int:
    """How many people of the village are in a course, or were."""
    return Enrolment.objects.filter(village=village).count()


def move(source, target) -> None:
    """Learners go on in the other village; certificates say what they said."""
    Enrolment.objects.filter(village=source).update(village=target)


def register() -> None:
    """Let learners move with their village."""
    register_mover(Mover("learners", _("Places in courses"), count, move))
