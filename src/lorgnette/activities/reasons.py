"""Why an event could not be taken: codes that are stored, and their words."""

from collections.abc import Mapping

from lorgnette.kernel.words import gettext_noop as _

NOT_AN_OBJECT = "not_an_object"
UNKNOWN_TYPE = "unknown_type"
NO_ID = "no_id"
NO_NAME = "no_name"
NO_GROUP = "no_group"
NO_PREVIOUS = "no_previous"
TOO_LARGE = "too_large"
TOO_DEEP = "too_deep"
BAD_TIME = "bad_time"
TOO_OLD = "too_old"
TOO_NEW = "too_new"
FAILED = "failed"

REASONS: Mapping[str, str] = {
    NOT_AN_OBJECT: _("It is not a JSON object."),
    UNKNOWN_TYPE: _("Its type is none of track, identify, page, screen, group and alias."),
    NO_ID: _("It says neither userId nor anonymousId."),
    NO_NAME: _("It has no name in “event”."),
    NO_GROUP: _("It has no groupId."),
    NO_PREVIOUS: _("It has no previousId."),
    TOO_LARGE: _("It is larger than 32 kB."),
    TOO_DEEP: _("Its lists and objects are nested too deeply."),
    BAD_TIME: _("Its timestamp is not a date."),
    TOO_OLD: _("It happened longer ago than this source may tell of."),
    TOO_NEW: _("It is to happen more than a day from now."),
    FAILED: _("Lorgnette failed on it. Please report it, then replay it."),
}
