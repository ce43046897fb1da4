"""How it is told that views and lists of accounts were saved, changed and deleted."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

# The icon and the words of each verb.
KEPT: Mapping[str, tuple[str, Promise]] = {
    "views.saved": ("bookmark-plus", gettext_lazy("View of accounts saved by %(actor)s")),
    "views.changed": ("bookmark", gettext_lazy("View of accounts changed by %(actor)s")),
    "views.renamed": ("pencil", gettext_lazy("View of accounts renamed by %(actor)s")),
    "views.shared": ("users-round", gettext_lazy("View of accounts shared by %(actor)s")),
    "views.unshared": ("lock", gettext_lazy("View of accounts no longer shared by %(actor)s")),
    "views.deleted": ("trash-2", gettext_lazy("View of accounts deleted by %(actor)s")),
    "views.brought_back": ("undo-2", gettext_lazy("View of accounts brought back by %(actor)s")),
    "lists.made": ("list", gettext_lazy("Account list made by %(actor)s")),
    "lists.added": ("list-plus", gettext_lazy("Accounts put on a list by %(actor)s")),
    "lists.removed": ("list-minus", gettext_lazy("Accounts taken off a list by %(actor)s")),
    "lists.renamed": ("pencil", gettext_lazy("Account list renamed by %(actor)s")),
    "lists.shared": ("users-round", gettext_lazy("Account list shared by %(actor)s")),
    "lists.unshared": ("lock", gettext_lazy("Account list no longer shared by %(actor)s")),
    "lists.deleted": ("trash-2", gettext_lazy("Account list deleted by %(actor)s")),
    "lists.brought_back": ("undo-2", gettext_lazy("Account list brought back by %(actor)s")),
    "lists.exported": ("download", gettext_lazy("List of accounts downloaded by %(actor)s")),
}
