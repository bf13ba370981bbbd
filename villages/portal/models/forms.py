"""Simple forms of a village, and what people write into them."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.forms.forms import FormBuilder
from wagtail.contrib.forms.models import AbstractFormField, AbstractFormSubmission, FormMixin

from villages.portal.choices import FieldKind
from villages.portal.models.content import VillageContentPage
from villages.portal.models.editing import settings_panel, title_panel
from villages.portal.phone_fields import asks_for_phone

CONSENT, TRAP = "invil_consent", "invil_link"
LONGEST = 2000


class VillageFormBuilder(FormBuilder):
    """The closed set of fields, with a date people can pick and a bound on long texts."""

    def create_singleline_field(self, field, options):
        """One line; with the keys of a phone where a number to call is asked for."""
        if not asks_for_phone(field.label):
            return super().create_singleline_field(field, options)
        widget = forms.TextInput(attrs={"inputmode": "tel"})
        return forms.CharField(max_length=255, widget=widget, **options)

    def create_multiline_field(self, field, options):
        """A few lines, not a book."""
        widget = forms.Textarea(attrs={"rows": 4})
        return forms.CharField(max_length=LONGEST, widget=widget, **options)

    def create_date_field(self, field, options):
        """The phone's own calendar."""
        return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **options)

    def create_number_field(self, field, options):
        """A whole number, with the keys for one; to be called by it is no sum."""
        if asks_for_phone(field.label):
            return self.create_singleline_field(field, options)
        widget = forms.NumberInput(attrs={"inputmode": "numeric"})
        return forms.IntegerField(min_value=0, max_value=10**9, widget=widget, **options)


class FormPage(FormMixin, VillageContentPage):
    """A form of the village: its fields, what is promised about the answers."""

    introduction = models.TextField(_("introduction"), blank=True)
    consent = models.CharField(
        _("what people agree to"),
        max_length=300,
        help_text=_("What the answers are used for, and how long they are kept."),
    )
    thanks = models.TextField(_("what is shown after sending"), blank=True)
    keep_days = models.PositiveSmallIntegerField(
        _("days the answers are kept"),
        default=180,
        validators=[MinValueValidator(1), MaxValueValidator(1095)],
        help_text=_("After this time they are deleted by themselves."),
    )
    is_closed = models.BooleanField(_("closed: nobody can send it any more"), default=False)
    room_for = models.PositiveSmallIntegerField(
        _("how many people the room holds"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5000)],
        help_text=_("For booking the village centre: larger groups are told at once."),
    )

    form_builder = VillageFormBuilder
    parent_page_types = ["villages.VillagePage"]
    template = "villages/form.html"
    landing_page_template = "villages/form_sent.html"
    content_panels = [
        title_panel(),
        FieldPanel("introduction"),
        InlinePanel("form_fields", label=_("Fields")),
        FieldPanel("consent"),
        FieldPanel("thanks"),
        settings_panel(FieldPanel("room_for"), FieldPanel("keep_days"), FieldPanel("is_closed")),
    ]

    class Meta:
        verbose_name = _("form")

    def get_submission_class(self):
        """Ours, which knows what is dealt with."""
        return VillageSubmission

    def get_form_class(self):
        """The fields, the consent and the trap for machines."""
        consent = forms.BooleanField(label=self.consent)
        trap = forms.CharField(required=False, max_length=200)
        return type("VillageForm", (super().get_form_class(),), {CONSENT: consent, TRAP: trap})

    @property
    def is_shut(self) -> bool:
        """Whether nobody can send it: a version is closed with the first one."""
        return self.is_closed or bool(self.original_id and self.original.is_closed)

    def serve(self, request, *args, **kwargs):
        """Show the form in the reader's language; take what is sent and show the thanks."""
        return self.version_for(request).answer(request)

    def answer(self, request):
        """Show this version; what is sent leads to the thanks, at an address of their own."""
        from villages.portal import bookings, village_forms

        if "sent" in request.GET and request.method != "POST":
            return self.render_landing_page(request)
        if request.method != "POST":
            form = self.get_form(page=self, user=request.user)
        else:
            form = self.get_form(request.POST, page=self, user=request.user)
            if village_forms.take(page=self, form=form, request=request):
                asked = f"in={self.content_language}&" if "in" in request.GET else ""
                return redirect(f"{request.path}?{asked}sent=1")
        context = self.get_context(request) | {
            "form": form,
            "trap": form[TRAP],
            "fields": [field for field in form if field.name != TRAP],
            "room": bookings.room_of(self),
        }
        template, status = self.get_template(request), 422 if form.errors else 200
        return TemplateResponse(request, template, context, status=status)

    def get_preview_context(self, request, mode_name):
        """The form beside the page."""
        form = self.get_form(page=self, user=request.user)
        context = self.get_context(request) | {"form": form, "trap": form[TRAP]}
        return context | {"fields": [field for field in form if field.name != TRAP]}


class FormField(AbstractFormField):
    """One field of a form."""

    page = ParentalKey(FormPage, on_delete=models.CASCADE, related_name="form_fields")
    field_type = models.CharField(_("kind of field"), max_length=16, choices=FieldKind)
    field_type.required_on_save = True

    panels = [
        FieldPanel("label"),
        FieldPanel("help_text"),
        FieldPanel("required"),
        FieldPanel("field_type", classname="formbuilder-type", required_on_save=True),
        FieldPanel("choices", classname="formbuilder-choices"),
    ]

    class Meta(AbstractFormField.Meta):
        verbose_name = _("field")


class VillageSubmission(AbstractFormSubmission):
    """What somebody sent; read in the office of its village only.

    `taken_on` and `taken_part` stand where the office gave the room: the day and the time
    of the day, as the answer names them.
    """

    done_at = models.DateTimeField(null=True)
    taken_on = models.DateField(null=True)
    taken_part = models.CharField(max_length=120, blank=True)

    class Meta(AbstractFormSubmission.Meta):
        ordering = ["-submit_time", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "taken_on", "taken_part"],
                condition=models.Q(taken_on__isnull=False),
                name="room_given_once",
            )
        ]
