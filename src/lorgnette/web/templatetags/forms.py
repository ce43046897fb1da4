"""`{% csrf_token %}` of every form, which here also says as whom its page was shown."""

from django import template
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True, name="csrf_token")
def token(context: Context) -> SafeString:
    """Django's hidden field; where somebody else's view is shown, its ref beside it."""
    field = SafeString(CsrfTokenNode().render(context))
    viewing = getattr(context.get("chrome"), "viewing", None)
    if viewing is None:
        return field
    return format_html('{}<input type="hidden" name="viewing" value="{}">', field, viewing.ref)
