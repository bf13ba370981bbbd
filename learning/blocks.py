"""The blocks of a lesson. A practice question's answers may ship; graded ones never stand here."""

from django.utils.translation import gettext_lazy as _

from wagtail import blocks

from learning.choices import SPRITE, StepIcon


class StepBlock(blocks.StructBlock):
    """One step: a drawing, a few words, one thought."""

    title = blocks.CharBlock(label=_("Title"), max_length=80, required=False)
    icon = blocks.ChoiceBlock(label=_("Drawing"), choices=StepIcon.choices, required=False)
    text = blocks.TextBlock(label=_("Text"), max_length=600)

    class Meta:
        icon = "arrow-right"
        label = _("Step")
        template = "learning/blocks/step.html"

    def get_context(self, value, parent_context=None) -> dict:
        """The sprite's name of the drawing."""
        context = super().get_context(value, parent_context=parent_context)
        icon = value.get("icon") or StepIcon.CHECK
        return context | {"sprite": SPRITE.get(icon, icon)}


class OptionBlock(blocks.StructBlock):
    """One answer of a practice question."""

    text = blocks.CharBlock(label=_("Answer"), max_length=200)
    right = blocks.BooleanBlock(label=_("Right"), required=False)
    feedback = blocks.CharBlock(label=_("What we say to it"), max_length=300, required=False)


class PracticeBlock(blocks.StructBlock):
    """A question to try; it counts for nothing."""

    question = blocks.CharBlock(label=_("Question"), max_length=300)
    options = blocks.ListBlock(OptionBlock(), label=_("Answers"), min_num=2, max_num=6)

    class Meta:
        icon = "help"
        label = _("Practice question")
        template = "learning/blocks/practice.html"


class LessonBody(blocks.StreamBlock):
    """The body of a lesson."""

    step = StepBlock()
    tip = blocks.TextBlock(label=_("Tip"), icon="pick", template="learning/blocks/tip.html")
    warning = blocks.TextBlock(
        label=_("Warning"), icon="warning", template="learning/blocks/warning.html"
    )
    practice = PracticeBlock()
    task = blocks.TextBlock(label=_("To do"), icon="edit", template="learning/blocks/task.html")
