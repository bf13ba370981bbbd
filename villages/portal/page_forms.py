"""The page editor's form: what a page shows or points to is its own, shared, or public.

A picture's number typed into a request passes Wagtail's own fields; here it does not.
"""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from villages.portal import consent, following, photo_words
from villages.portal.tenancy import village_path

GOING_OUT = ("action-publish", "action-submit", "action-restart-workflow")


class VillagePageForm(WagtailAdminPageForm):
    """Refuses pictures, files and drafts of another village, wherever they are named.

    What the page held before stays allowed: a picture may have come from staff.
    """

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._kept = {(kind, pk) for kind, pk, _field in _references(self.instance)}
        self._asked_for_pictures = False
        if getattr(self.instance, "original_id", None):
            self._leave_to_first()

    def _leave_to_first(self) -> None:
        """What a version has from its first version is shown and cannot be changed here."""
        for name in getattr(self.instance, "follows_first", ()):
            if name in self.fields:
                self.fields[name].disabled = True
                self.fields[name].help_text = _("It follows the first version.")

    def _post_clean(self) -> None:
        """Beside Wagtail's checks: the references of the fields and of the blocks."""
        super()._post_clean()
        self._take_over_from_first()
        for field in self._foreign_fields(_references(self.instance)):
            name = field if field in self.fields else None
            self.add_error(name, _("This belongs to another village. Choose one of your own."))
        self._check_original()
        self._check_address()

    def _take_over_from_first(self) -> None:
        """A first version chosen in this very form: its days hold at once, in the preview too."""
        first = getattr(self.instance, "original", None)
        if first is not None and hasattr(self.instance, "follows_first"):
            following.take_over(self.instance, first)

    def is_valid(self) -> bool:
        """Beside Wagtail's: the rows added below the page, such as an album's pictures."""
        valid = super().is_valid()
        for formset in self.formsets.values():
            for form in formset.forms:
                data = getattr(form, "cleaned_data", None)
                if not data or data.get("DELETE"):
                    continue
                for field in self._foreign_fields(_references(form.instance)):
                    name = field if field in form.fields else None
                    form.add_error(
                        name, _("This belongs to another village. Choose one of your own.")
                    )
                    valid = False
        return self._may_go_out() and valid

    def _may_go_out(self) -> bool:
        """Whether the page may go out as it is; drafts are never asked. Staff are only warned."""
        approves = self.data.get("workflow-action-name") == "approve"
        if not (approves or any(name in self.data for name in GOING_OUT)) or getattr(
            self.for_user, "is_staff", False
        ):
            return True
        if self._asked_for_pictures:
            return not self.errors
        self._asked_for_pictures = True
        pictures = consent.missing(self._shown_pictures())
        if pictures:
            self.add_error(None, consent.in_words(pictures))
        return self._first_photo_says() and not self.errors

    def _first_photo_says(self) -> bool:
        """Whether the first photo says what is on it; asked at its own field."""
        if "picture_alt" in self.fields:
            if photo_words.is_unsaid(self.instance):
                self.add_error("picture_alt", photo_words.in_words())
        elif "pictures" in self.formsets and self.formsets["pictures"].is_valid():
            first = next(iter(self.formsets["pictures"].ordered_forms), None)
            if first is not None and not first.cleaned_data["alt"].strip():
                first.add_error("alt", photo_words.in_words())
                return False
        return True

    def _shown_pictures(self) -> set[str]:
        """Those of the page, and of the rows below it that stay."""
        found = consent.pictures_of(self.instance)
        shown = {pk for pk, field in found if field not in self.formsets}
        for formset in self.formsets.values():
            for form in formset.forms:
                data = getattr(form, "cleaned_data", None)
                if data and not data.get("DELETE"):
                    shown |= {pk for pk, _field in consent.pictures_of(form.instance)}
        return shown

    def _foreign_fields(self, references) -> set[str]:
        """The names of the fields that name something this person may not choose."""
        wanted: dict[type, dict[str, set[str]]] = {}
        for kind, pk, field in references:
            if (kind, pk) not in self._kept:
                wanted.setdefault(kind, {}).setdefault(pk, set()).add(field)
        foreign: set[str] = set()
        for kind, named in wanted.items():
            known = {
                str(pk)
                for pk in self._choosable(kind).filter(pk__in=named).values_list("pk", flat=True)
            }
            foreign |= {field for pk in named.keys() - known for field in named[pk]}
        return foreign

    def _choosable(self, kind: type):
        from villages.portal.policies import choosable_pages

        if kind is Page:
            return choosable_pages(Page.objects.all(), self.for_user)
        policy = policy_registry.get_by_type(kind)
        return policy.instances_user_has_any_permission_for(
            self.for_user, ["choose", "change", "add"]
        )

    def _check_original(self) -> None:
        """A translation belongs to the village of its original, whose address shows it."""
        original = getattr(self.instance, "original", None)
        home = self.parent_page or (self.instance.get_parent() if self.instance.path else None)
        if original is not None and home and village_path(original) != village_path(home):
            self.add_error(
                "original" if "original" in self.fields else None,
                _("A translation stands in the village of its first version."),
            )

    def _check_address(self) -> None:
        """The address of a village's home and lists is given by the platform."""
        from villages.portal.models.pages import StarterPage

        typed = self.data.get("slug")
        if isinstance(self.instance, StarterPage) and typed and typed != self.instance.slug:
            self.add_error(
                None, _("The address of this page stays. The platform’s staff can change it.")
            )


def _references(instance) -> set[tuple[type, str, str]]:
    """(model, key as text, field) of every picture, file and page an object names; no query."""
    kinds = {
        ContentType.objects.get_for_model(model).pk: model
        for model in (get_image_model(), get_document_model(), Page)
    }
    return {
        (kinds[kind], str(pk), path.partition(".")[0])
        for kind, pk, path, _content_path in ReferenceIndex._extract_references_from_object(
            instance
        )
        if kind in kinds
    }
