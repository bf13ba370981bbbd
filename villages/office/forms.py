"""The office's forms: posting, deciding, hats."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from villages.accounts.models import User
from villages.accounts.phones import looks_like_phone, parse_phone
from villages.portal.choices import Role, Subject
from villages.portal.models.translated import content_language_default

MOST_PICTURES = 10


class ManyFilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """A list of uploads; decoded later, by the upload pipeline."""

    widget = ManyFilesInput(attrs={"accept": "image/*"})

    def clean(self, data, initial=None) -> list:
        """Every file through the field's own checks; ten at most."""
        files = data if isinstance(data, list | tuple) else [data] if data else []
        files = [super(PicturesField, self).clean(file, initial) for file in files if file]
        if len(files) > MOST_PICTURES:
            raise forms.ValidationError(_("Ten pictures at most, please."))
        return files


class PostForm(forms.Form):
    """News, a notice or an event, from a phone. `kind` decides what is asked."""

    pictures = PicturesField(
        label=_("Photos"),
        required=False,
        help_text=_("Up to ten. Big photos are made smaller by themselves."),
    )
    picture_alt = forms.CharField(
        label=_("What is on the first photo?"),
        required=False,
        max_length=200,
        help_text=_("Say it as you would on the phone. People who cannot see it hear this."),
    )
    title = forms.CharField(label=_("Headline"), max_length=90)
    text = forms.CharField(
        label=_("What happened?"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Three sentences are enough."),
    )
    subject = forms.ChoiceField(label=_("Subject"), choices=Subject.choices, initial=Subject.PEOPLE)
    starts_at = forms.DateTimeField(
        label=_("When?"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )
    place = forms.CharField(label=_("Where?"), required=False, max_length=120)
    valid_until = forms.DateField(
        label=_("Holds until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    is_urgent = forms.BooleanField(
        label=_("Urgent: show it on every page of the village"), required=False
    )
    on_behalf_of = forms.CharField(
        label=_("I write this for someone else. Their name:"), required=False, max_length=60
    )
    language = forms.ChoiceField(label=_("Written in"), choices=settings.LANGUAGES)
    consent = forms.BooleanField(
        label=_("The people on the photos agreed to be shown"), required=False
    )
    client_key = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)

    ONLY_FOR = {
        "subject": {"news"},
        "on_behalf_of": {"news"},
        "starts_at": {"event"},
        "place": {"event"},
        "valid_until": {"notice"},
        "is_urgent": {"notice"},
        "pictures": {"news", "event"},
        "picture_alt": {"news", "event"},
        "consent": {"news", "event"},
    }

    def __init__(self, *args, kind: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name, kinds in self.ONLY_FOR.items():
            if kind not in kinds:
                del self.fields[name]
        self.fields["language"].initial = content_language_default()
        if kind == "event":
            self.fields["starts_at"].required = True
            self.fields["text"].label = _("What will happen?")
        if kind == "notice":
            self.fields["text"].label = _("What should everybody know?")

    def clean(self) -> dict:
        """Faces need a yes."""
        data = super().clean()
        if data.get("pictures") and not data.get("consent"):
            self.add_error(
                "consent", _("Tick this when the people on the photos agreed, or leave them out.")
            )
        return data


class EditForm(forms.Form):
    """Other words for a page that was written on the phone."""

    title = forms.CharField(label=_("Headline"), max_length=90)
    text = forms.CharField(
        label=_("Text"), max_length=8000, widget=forms.Textarea(attrs={"rows": 10})
    )


class ReasonForm(forms.Form):
    """Why a text goes back, or why a post is hidden."""

    reason = forms.CharField(
        label=_("What should be changed?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class HatForm(forms.Form):
    """Give a hat to somebody who has an account."""

    who = forms.CharField(
        label=_("E-mail or phone number of the person"),
        max_length=254,
        help_text=_("The person needs an account first."),
    )
    role = forms.ChoiceField(label=_("Hat"), choices=Role.choices)

    def clean_who(self) -> str:
        """Find the account; the same words where there is none."""
        who = self.cleaned_data["who"].strip()
        column = "phone" if looks_like_phone(who) else "email"
        value = parse_phone(who) if column == "phone" else who.lower()
        user = User.objects.filter(**{column: value}, is_active=True).order_by("pk").first()
        if user is None:
            raise forms.ValidationError(
                _("There is no account with this e-mail or phone number yet.")
            )
        self.user = user
        return who
