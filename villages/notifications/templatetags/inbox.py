"""How many lines of a person's inbox are new."""

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_lines(context) -> int:
    """The lines nobody has read yet; one query for a page, however often it is asked."""
    request = context.get("request")
    if request is None or not request.user.is_authenticated:
        return 0
    if not hasattr(request, "_unread_lines"):
        request._unread_lines = request.user.inbox.filter(read_at__isnull=True).count()
    return request._unread_lines
