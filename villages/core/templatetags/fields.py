"""What a template asks of a bound field, to draw it in the right shape."""

from django import forms, template
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def is_checkbox(field) -> bool:
    """Whether a bound field is one box to tick."""
    return getattr(field.field.widget, "input_type", "") == "checkbox" and not is_choices(field)


@register.filter
def is_file(field) -> bool:
    """Whether a bound field takes one file."""
    return isinstance(field.field.widget, forms.FileInput)


@register.filter
def chooser(field) -> SafeString:
    """The file's own control, seen only where no script runs: its label is the button."""
    return field.as_widget(attrs={"class": "hide"})


@register.filter
def is_choices(field) -> bool:
    """Whether a bound field is a group of buttons: radios or boxes."""
    return isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
