"""The words of kinds, states, problems with rows and failures of runs."""

from lorgnette.crm.connectors.csv_folder.refusals import FolderForbidden, FolderMissing, NoFiles
from lorgnette.crm.contract import SourceRefused, SourceUnreachable
from lorgnette.kernel import addresses, names
from lorgnette.kernel.words import gettext_noop as _

FILE_WORDS = {
    "file_missing": _("The file is not there, so its rows stay as they were."),
    "file_unreadable": _("The file cannot be read, so its rows stay as they were."),
    "file_empty": _("The file is empty: its first line must name the columns."),
    "file_not_utf8": _("The file is not UTF-8 text. Save it as “CSV UTF-8”."),
    "column_missing": _("The column “%(name)s” is missing, so the file was not read."),
    "column_absent": _("The file has no column “%(name)s”, so what is known of it stays."),
    "column_twice": _("The column “%(name)s” is there twice; the first one counts."),
}
ROW_WORDS = {
    "row_too_short": _("The row has %(cells)s cells where the first line has %(columns)s."),
    "row_too_long": _("The row has %(cells)s cells where the first line has only %(columns)s."),
    "row_unreadable": _(
        "The row cannot be read up to line %(last_line)s: a quotation mark is missing, "
        "or a cell is longer than %(limit)s characters."
    ),
    "line_too_long": _("The line is longer than %(limit)s characters."),
    "duplicate_id": _("“%(id)s” was there before in this file; the first row counts."),
    "unknown_reference": _("There is no “%(id)s” in %(place)s."),
    "contact_without_account": _("The contact had no account at that time."),
}
CELL_WORDS = {
    "value_missing": _("The cell is empty."),
    "not_utf8": _("The cell holds bytes that are not UTF-8."),
    "id_malformed": _("An id cannot hold invisible or control characters."),
    "id_too_long": _("The id has %(length)s characters; at most %(limit)s are possible."),
    "text_too_long": _("The text has %(length)s characters; the first %(limit)s were kept."),
    "text_has_invisible": _("Invisible or control characters were taken out."),
    "looks_like_formula": _(
        "The cell begins like a formula (%(start)s). It was taken as plain text."
    ),
    "not_boolean": _("“%(value)s” is neither true nor false."),
    "not_date": _("“%(value)s” is not a date such as 2026-12-31."),
    "date_out_of_range": _("The year of “%(value)s” is not between 1900 and 2199."),
    "not_instant": _("“%(value)s” is not a date and time such as 2026-11-24T14:05:00+01:00."),
    "instant_in_future": _("“%(value)s” is in the future."),
    "not_amount": _("“%(value)s” is not an amount such as 12500.50."),
    "amount_too_precise": _("“%(value)s” has more decimals than %(currency)s has."),
    "amount_too_large": _("“%(value)s” is too large an amount."),
    "amount_without_currency": _("The amount has no currency, so it was left out."),
    "not_currency": _("“%(value)s” is not the code of a currency, such as EUR."),
    "not_language": _("“%(value)s” is not the code of a language, such as fr or en_GB."),
    "not_domain": _("“%(value)s” is not a domain, such as company.com."),
    "not_country": _("“%(value)s” is not the two-letter code of a country, such as FR."),
    "not_status": _("“%(value)s” is not open, won or lost."),
    "unknown_type": _("“%(value)s” is not a known type of activity."),
}
RUN_WORDS = {
    "interrupted": _("The synchronisation was interrupted; what was read until then is kept."),
    "broke": _("The synchronisation broke off because of an error in the program; see the log."),
}
KIND_WORDS = {
    "users": _("CRM users"),
    "accounts": _("Accounts"),
    "contacts": _("Contacts"),
    "opportunities": _("Opportunities"),
    "account_team": _("Account teams"),
    "activities": _("Activities"),
}
STATE_WORDS = {
    "wanted": _("Waiting to start"),
    "running": _("Synchronising"),
    "done": _("Synchronised"),
    "held": _("Stopped, waiting for your answer"),
    "left": _("Stopped, left as it was"),
    "failed": _("Failed"),
}
SOURCE_WORDS = {"csv_folder": _("Folder of CSV files")}
REFUSALS = (
    addresses.AddressMissing,
    addresses.SeveralAddresses,
    addresses.AddressMalformed,
    addresses.AddressNotAscii,
    addresses.DomainMixesScripts,
    names.NameTooLong,
    names.NameHasInvisible,
    names.NameHasMarkup,
    SourceUnreachable,
    SourceRefused,
    FolderMissing,
    FolderForbidden,
    NoFiles,
)

WORDS = {
    **FILE_WORDS,
    **ROW_WORDS,
    **CELL_WORDS,
    **RUN_WORDS,
    **{refusal.code: refusal.words for refusal in REFUSALS},
}
