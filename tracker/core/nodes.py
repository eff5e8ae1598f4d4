"""Parts of a template that need not be rendered each time they are shown."""

from __future__ import annotations

from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context
from django.template.exceptions import TemplateSyntaxError
from django.utils.safestring import SafeString
from django.utils.translation import get_language


class FixedNode(Node):
    """Text that is the same on every page: rendered once for each language, then kept."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self._kept: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """Return what is kept. It was rendered without any variable, so it can hold nobody's own."""
        language = get_language()
        kept = self._kept.get(language)
        if kept is None:
            nothing = Context(autoescape=context.autoescape)
            nothing.template = context.template
            nothing.render_context = context.render_context
            kept = self._kept[language] = self.nodelist.render(nothing)
        return kept


class CapturedNode(Node):
    """A part that a page shows in several places: rendered once, and named."""

    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist = nodelist
        self.name = name

    def render(self, context: Context) -> SafeString:
        """Give the part its name, and show nothing here."""
        context[self.name] = self.nodelist.render(context)
        return SafeString("")


def fixed(parser: Parser, token: Token) -> FixedNode:
    """``{% fixed %}…{% endfixed %}``: what depends on the language alone; variables are empty in it."""
    nodelist = parser.parse(("endfixed",))
    parser.delete_first_token()
    return FixedNode(nodelist)


def captured(parser: Parser, token: Token) -> CapturedNode:
    """``{% captured places %}…{% endcaptured %}`` once, then ``{{ places }}`` as often as it is shown."""
    try:
        _tag, name = token.split_contents()
    except ValueError:
        raise TemplateSyntaxError("{% captured NAME %} takes one name") from None
    nodelist = parser.parse(("endcaptured",))
    parser.delete_first_token()
    return CapturedNode(nodelist, name)
