"""The officers' screens and the open data: thin; `access` decides, selectors read."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from invil.adoption import access, exports, opendata, pictures, selectors
from invil.adoption.evidence import facts_behind
from invil.adoption.history import history_screen
from invil.adoption.indicators import counted_indicators
from invil.adoption.periods import period_of, periods_offered
from invil.adoption.sheet import village_sheet
from villages.portal.choices import Preset


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The own region; a choice where an officer has several posts."""
    mine, tree = access.my_regions(request.user)
    return _region(request, mine[0], tree, mine=mine if len(mine) > 1 else [])


@login_required
@require_safe
def region(request: HttpRequest, code: str) -> HttpResponse:
    """A region at or below the own posts."""
    found, tree = access.get_region_for_officer(request.user, code)
    return _region(request, found, tree)


def _region(request: HttpRequest, found, tree, mine=()) -> HttpResponse:
    screen = selectors.region_screen(found, tree, selectors.choice_of(request.GET))
    context = {
        "screen": screen,
        "mine": mine,
        "periods": periods_offered(),
        "kinds": Preset.choices,
        "crumbs": _crumbs(tree, screen.above, found),
        "map": pictures.map_of(screen),
        "trend": pictures.trend_of(screen),
        "tiles": pictures.tiles_of(screen.tiles),
        "query": request.GET.urlencode(),
    }
    return render(request, "adoption/region.html", context)


def _crumbs(tree, above: list, here=None) -> list[dict]:
    """The way down from the widest own region; nothing that would answer 404."""
    shown, inside = [], False
    for one in reversed(above):
        inside = inside or one.pk in tree.own
        if inside:
            shown.append({"title": one.name, "href": reverse("adoption:region", args=[one.code])})
    if here is not None and shown:
        shown.append({"title": here.name, "href": "", "current": True})
    return shown


@login_required
@require_safe
def villages_file(request: HttpRequest, code: str, ending: str) -> HttpResponse:
    """The region's villages with every indicator, as CSV or XLSX."""
    found, tree = access.get_region_for_officer(request.user, code)
    choice = selectors.choice_of(request.GET)
    head, rows = selectors.village_table(found, tree, choice)
    name = f"villages-{found.code}-{choice.period.first:%Y-%m}.{ending}"
    if ending == "xlsx":
        return exports.download(exports.as_xlsx(found.name, head, rows), name)
    return exports.download(exports.as_csv(head, rows), name)


@login_required
@require_safe
def months_file(request: HttpRequest, code: str) -> HttpResponse:
    """The region's chosen indicator by month, as CSV."""
    found, tree = access.get_region_for_officer(request.user, code)
    screen = selectors.region_screen(found, tree, selectors.choice_of(request.GET))
    name = f"{screen.ranked_by.key}-{found.code}-by-month.csv"
    return exports.download(exports.as_csv(*pictures.months_table(screen)), name)


@login_required
@require_safe
def village(request: HttpRequest, slug: str) -> HttpResponse:
    """A village's sheet, for its officers and for those who lead it."""
    found, tree, is_own = access.get_village_for_reader(request.user, slug)
    period = period_of(request.GET.get("period", ""))
    sheet = village_sheet(found, tree, period, is_own=is_own)
    above = [_office_crumb(found)] if is_own else _crumbs(tree, sheet.above)
    return render(
        request,
        "adoption/village.html",
        {
            "sheet": sheet,
            "village": found,
            "periods": periods_offered(),
            "rows": pictures.sheet_rows(sheet),
            "is_own": is_own,
            "crumbs": [
                *above,
                {"title": _("The village's numbers") if is_own else found.name, "href": ""},
            ],
        },
    )


def _office_crumb(village) -> dict:
    """The way back of somebody who reads the own village's numbers."""
    words = _("%(village)s office") % {"village": village.name}
    return {"title": words, "href": reverse("office:home", args=[village.slug])}


@login_required
@require_safe
def evidence(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The rows behind a village's number."""
    found, tree, is_own = access.get_village_for_reader(request.user, slug)
    period = period_of(request.GET.get("period", ""))
    facts = facts_behind(key, found, period)
    indicator = next((one for one in counted_indicators() if one.key == key), None)
    if facts is None or indicator is None:
        raise Http404
    return render(
        request,
        "adoption/evidence.html",
        {
            "village": found,
            "indicator": indicator,
            "facts": facts,
            "period": period,
            "is_own": is_own,
            "crumbs": [
                *([_office_crumb(found)] if is_own else _crumbs(tree, access.line(found.region))),
                {
                    "title": _("The village's numbers") if is_own else found.name,
                    "href": reverse("adoption:village", args=[found.slug]),
                },
                {"title": indicator.label, "href": ""},
            ],
        },
    )


@login_required
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """What was published about the first programme."""
    access.my_regions(request.user)
    return render(request, "adoption/history.html", {"screen": history_screen()})


@require_safe
@cache_control(public=True, max_age=300)
def catalogue(request: HttpRequest) -> HttpResponse:
    """The datasets, their columns and the licence."""
    return render(
        request,
        "adoption/open_data.html",
        {
            "datasets": opendata.DATASETS,
            "licence": opendata.LICENCE,
            "screen": history_screen(),
            "indicators": counted_indicators(),
        },
    )


def _etag(request: HttpRequest, key: str, ending: str) -> str:
    return f'"{opendata.etag_of(f"{key}.{ending}")}"'


@require_safe
@cache_control(public=True, max_age=300)
@condition(etag_func=_etag)
def dataset_file(request: HttpRequest, key: str, ending: str) -> HttpResponse:
    """One dataset as CSV or JSON, at an address that stays."""
    dataset = opendata.BY_KEY.get(key)
    if dataset is None:
        raise Http404
    if ending == "json":
        answer: HttpResponse = JsonResponse(
            opendata.as_json(dataset), json_dumps_params={"ensure_ascii": False}
        )
    else:
        head = [one.name for one in dataset.columns]
        answer = exports.download(exports.as_csv(head, dataset.rows()), f"{key}.csv")
    answer["Link"] = f'<{opendata.LICENCE}>; rel="license"'
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
@cache_control(public=True, max_age=3600)
def schema(request: HttpRequest, key: str) -> HttpResponse:
    """The JSON Schema of a dataset."""
    dataset = opendata.BY_KEY.get(key)
    if dataset is None:
        raise Http404
    return JsonResponse(opendata.schema_of(dataset), json_dumps_params={"ensure_ascii": False})
