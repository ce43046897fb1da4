"""Why the folder as a whole cannot be read."""

from lorgnette.crm.contract import SourceRefused, SourceUnreachable
from lorgnette.kernel.words import gettext_noop as _


class FolderMissing(SourceUnreachable):
    """Not there now: it may be mounted later."""

    code = "folder_missing"
    words = _("There is no folder %(place)s now.")


class NoFiles(SourceUnreachable):
    """An empty folder is what a mount point looks like before it is mounted."""

    code = "no_files"
    words = _("The folder %(place)s holds none of the files that are read (users.csv and others).")


class FolderForbidden(SourceRefused):
    code = "folder_forbidden"
    words = _("This program is not allowed to read the folder %(place)s.")
