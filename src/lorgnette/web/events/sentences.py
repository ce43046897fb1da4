"""How each verb of the audit trail is told: one place for all of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from lorgnette.web.events import details
from lorgnette.web.events.details import Happened
from lorgnette.web.events.kept import KEPT
from lorgnette.web.events.moment_rules import RULES
from lorgnette.web.events.prediction import PREDICTION
from lorgnette.web.events.privacy import PRIVACY
from lorgnette.web.events.scores import SCORES

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Sentence:
    """How a verb is told; `words` may hold %(actor)s, `sub` fills the line below."""

    icon: str
    tone: str
    words: Words
    sub: Callable[[Happened], str] | None = None


def sentence_of(verb: str) -> Sentence:
    """Of a verb, or one that names it where it has none yet."""
    return SENTENCES.get(verb, UNKNOWN)


def in_words(verb: str, actor_name: str) -> str:
    """The sentence of a verb, in the active language."""
    actor = actor_name or gettext("somebody whose name was erased")
    return str(sentence_of(verb).words) % {"actor": actor, "verb": verb}


UNKNOWN = Sentence("circle-dot", "", gettext_lazy("Recorded: %(verb)s"))

SENTENCES: Mapping[str, Sentence] = {
    "invitation.invited": Sentence(
        "user-plus", "lg-acc", gettext_lazy("Invited by %(actor)s"), details.invited
    ),
    "invitation.resent": Sentence(
        "send", "", gettext_lazy("Resent by %(actor)s"), details.old_link
    ),
    "invitation.handed_over": Sentence(
        "copy", "", gettext_lazy("A link to hand over was made by %(actor)s"), details.old_link
    ),
    "invitation.revoked": Sentence(
        "ban", "lg-bad", gettext_lazy("Invitation revoked by %(actor)s")
    ),
    "invitation.visited": Sentence(
        "scan", "", gettext_lazy("The link was fetched"), details.fetched
    ),
    "invitation.opened": Sentence("mouse-pointer-click", "lg-acc", gettext_lazy("Opened the link")),
    "invitation.accepted": Sentence(
        "circle-check", "lg-ok", gettext_lazy("Accepted the invitation")
    ),
    "invitation.declined": Sentence(
        "circle-x", "lg-bad", gettext_lazy("Declined the invitation"), details.because
    ),
    "invitation.edited": Sentence(
        "pencil", "", gettext_lazy("Invitation changed by %(actor)s"), details.edited
    ),
    "invitation.moved": Sentence(
        "pencil",
        "",
        gettext_lazy("Invitation sent to another address by %(actor)s"),
        details.edited,
    ),
    "invitation.link_asked": Sentence("link", "", gettext_lazy("Asked for a new link")),
    "invitation.link_answered": Sentence(
        "link", "", gettext_lazy("The wish for a new link was answered by %(actor)s")
    ),
    "mail.sent": Sentence("mail-check", "lg-ok", gettext_lazy("Mail sent"), details.recipient),
    "mail.deferred": Sentence(
        "rotate-cw", "lg-warn", gettext_lazy("The mail server asked to try later"), details.reply
    ),
    "mail.delayed": Sentence(
        "rotate-cw", "lg-warn", gettext_lazy("Another mail server keeps trying"), details.reply
    ),
    "mail.delivered": Sentence(
        "mail-check", "lg-ok", gettext_lazy("Mail delivered"), details.recipient
    ),
    "mail.complained": Sentence(
        "mail-x", "lg-bad", gettext_lazy("Reported the mail as unwanted"), details.recipient
    ),
    "mail.suppressed": Sentence(
        "bell-off", "lg-bad", gettext_lazy("Not to be invited again"), details.source
    ),
    "mail.unsuppressed": Sentence(
        "bell", "", gettext_lazy("May be invited again, at their own wish")
    ),
    "mail.suppression_lifted": Sentence(
        "bell", "lg-warn", gettext_lazy("Made invitable again by %(actor)s"), details.reason
    ),
    "mail.bounced": Sentence("mail-x", "lg-bad", gettext_lazy("Mail not delivered"), details.reply),
    "mail.failed": Sentence(
        "mail-x", "lg-bad", gettext_lazy("Mail could not be sent"), details.reply
    ),
    "mail.maybe_twice": Sentence(
        "mails", "lg-warn", gettext_lazy("The mail may have arrived twice"), details.twice
    ),
    "access.granted": Sentence(
        "binoculars", "lg-ok", gettext_lazy("Access to Account Insight began"), details.until
    ),
    "access.extended": Sentence(
        "calendar-plus", "lg-ok", gettext_lazy("Access extended by %(actor)s"), details.until
    ),
    "access.locked": Sentence(
        "lock", "lg-warn", gettext_lazy("Locked by %(actor)s"), details.reason
    ),
    "access.restored": Sentence(
        "rotate-ccw", "lg-ok", gettext_lazy("Access restored by %(actor)s"), details.until
    ),
    "access.list_exported": Sentence(
        "download", "", gettext_lazy("List of sales users downloaded by %(actor)s")
    ),
    "access.unlocked": Sentence("lock-open", "lg-ok", gettext_lazy("Unlocked by %(actor)s")),
    "access.revoked": Sentence("ban", "lg-bad", gettext_lazy("Access revoked by %(actor)s")),
    "notices.chosen": Sentence(
        "bell", "", gettext_lazy("Mails about accounts chosen by %(actor)s")
    ),
    "bets.put_off": Sentence(
        "clock", "", gettext_lazy("A person was put off among the best bets by %(actor)s")
    ),
    "bets.brought_back": Sentence(
        "flame", "", gettext_lazy("A person was shown among the best bets again by %(actor)s")
    ),
    "notices.followed": Sentence("bell", "", gettext_lazy("Something was followed by %(actor)s")),
    "notices.unfollowed": Sentence(
        "bell-off", "", gettext_lazy("Something is no longer followed by %(actor)s")
    ),
    "access.view_begun": Sentence(
        "eye", "", gettext_lazy("%(actor)s began to view Account Insight as this person")
    ),
    "access.view_ended": Sentence(
        "eye-off",
        "",
        gettext_lazy("%(actor)s no longer views Account Insight as this person"),
        details.view_ended,
    ),
    "access.reminded": Sentence("bell", "", gettext_lazy("Reminded of the end of the access")),
    "access.extension_asked": Sentence(
        "calendar-plus", "", gettext_lazy("Asked for more time"), details.reason
    ),
    "access.extension_answered": Sentence(
        "calendar-check", "", gettext_lazy("The wish for more time was answered by %(actor)s")
    ),
    "user.created": Sentence("user-check", "lg-ok", gettext_lazy("Sign-in created")),
    "user.signed_in": Sentence("log-in", "", gettext_lazy("Signed in")),
    "user.signed_out": Sentence("log-out", "", gettext_lazy("Signed out")),
    "user.signed_out_everywhere": Sentence(
        "log-out", "lg-warn", gettext_lazy("Signed out everywhere by %(actor)s")
    ),
    "user.sign_in_failed": Sentence("triangle-alert", "lg-warn", gettext_lazy("A sign-in failed")),
    "user.password_changed": Sentence("key-round", "", gettext_lazy("Password changed")),
    "user.password_reset_asked": Sentence(
        "key-round", "", gettext_lazy("Asked for a new password")
    ),
    "user.reset_link_made": Sentence(
        "key-round",
        "lg-warn",
        gettext_lazy("A link to a new password, to hand over, was made by %(actor)s"),
    ),
    "user.language_changed": Sentence("languages", "", gettext_lazy("Language changed")),
    "administrator.created": Sentence(
        "shield", "lg-acc", gettext_lazy("Made an administrator by %(actor)s")
    ),
    "administrator.invited": Sentence(
        "user-plus",
        "lg-acc",
        gettext_lazy("Invited as an administrator by %(actor)s"),
        details.reason,
    ),
    "administrator.resent": Sentence(
        "send", "", gettext_lazy("Administrator’s invitation resent by %(actor)s"), details.old_link
    ),
    "administrator.revoked": Sentence(
        "ban", "lg-bad", gettext_lazy("Administrator’s invitation revoked by %(actor)s")
    ),
    "administrator.joined": Sentence("shield", "lg-ok", gettext_lazy("Became an administrator")),
    "administrator.removed": Sentence(
        "shield-off",
        "lg-bad",
        gettext_lazy("Removed as an administrator by %(actor)s"),
        details.reason,
    ),
    "administrator.link_made": Sentence(
        "link", "", gettext_lazy("One-time sign-in link made by %(actor)s")
    ),
    "administrator.link_used": Sentence("link", "", gettext_lazy("One-time sign-in link used")),
    "draft.test_sent": Sentence(
        "flask-conical", "", gettext_lazy("Sent a test mail"), details.recipient
    ),
    "sync.asked": Sentence(
        "refresh-cw", "", gettext_lazy("Synchronisation asked for by %(actor)s")
    ),
    "sync.started": Sentence("refresh-cw", "", gettext_lazy("Synchronisation started")),
    "sync.finished": Sentence(
        "circle-check", "lg-ok", gettext_lazy("Synchronisation finished"), details.rows_read
    ),
    "sync.held": Sentence(
        "circle-pause", "lg-warn", gettext_lazy("Synchronisation stopped to ask about missing rows")
    ),
    "sync.failed": Sentence("triangle-alert", "lg-bad", gettext_lazy("Synchronisation failed")),
    "sync.answered": Sentence(
        "circle-check", "", gettext_lazy("A stopped synchronisation was answered by %(actor)s")
    ),
    "source.created": Sentence(
        "radio-tower", "", gettext_lazy("Event source created by %(actor)s"), details.named
    ),
    "source.changed": Sentence(
        "pencil", "", gettext_lazy("Event source changed by %(actor)s"), details.named
    ),
    "source.rules_changed": Sentence(
        "list-checks",
        "",
        gettext_lazy("Rules of an event source changed by %(actor)s"),
        details.named,
    ),
    "source.rotated": Sentence(
        "key-round", "", gettext_lazy("New write key made by %(actor)s"), details.named
    ),
    "source.disabled": Sentence(
        "circle-pause",
        "lg-warn",
        gettext_lazy("Event source switched off by %(actor)s"),
        details.named,
    ),
    "source.enabled": Sentence(
        "circle-check",
        "lg-ok",
        gettext_lazy("Event source switched on by %(actor)s"),
        details.named,
    ),
    "source.replayed": Sentence(
        "rotate-cw", "", gettext_lazy("Dead events replayed by %(actor)s"), details.replayed
    ),
    "matching.accepted": Sentence(
        "link", "lg-ok", gettext_lazy("Matched to an account by %(actor)s"), details.account
    ),
    "matching.rejected": Sentence(
        "unlink", "", gettext_lazy("A match was rejected by %(actor)s"), details.account
    ),
    "matching.undone": Sentence(
        "rotate-ccw",
        "",
        gettext_lazy("An answer on a match was taken back by %(actor)s"),
        details.account,
    ),
    "matching.published": Sentence(
        "list-checks", "lg-acc", gettext_lazy("Rules of matching published by %(actor)s")
    ),
    "settings.changed": Sentence(
        "settings", "", gettext_lazy("Settings changed by %(actor)s"), details.which_settings
    ),
    "backup.restored": Sentence(
        "history", "lg-warn", gettext_lazy("The database was restored from a backup by %(actor)s")
    ),
    "mail.held": Sentence(
        "circle-pause", "lg-warn", gettext_lazy("All mail held back by %(actor)s")
    ),
    "mail.released": Sentence("send", "lg-ok", gettext_lazy("Mail let go again by %(actor)s")),
    "mail.sender_checked": Sentence(
        "shield-check", "", gettext_lazy("The sender’s DNS records were checked by %(actor)s")
    ),
    "mail.tested": Sentence(
        "flask-conical", "", gettext_lazy("Sent a test mail"), details.recipient
    ),
    "audit.verify_asked": Sentence(
        "shield-check", "", gettext_lazy("Verification of the trail asked for by %(actor)s")
    ),
    "audit.broken": Sentence(
        "shield-alert", "lg-bad", gettext_lazy("The trail was found to be edited")
    ),
    "audit.exported": Sentence("download", "", gettext_lazy("Trail exported by %(actor)s")),
    "retention.pruned": Sentence(
        "eraser", "", gettext_lazy("What is no longer kept was deleted"), details.what_was_deleted
    ),
    "retention.stopped": Sentence(
        "shield-alert",
        "lg-bad",
        gettext_lazy("Nothing was deleted from the trail, since its beginning was edited"),
    ),
    **{verb: Sentence(*told, details.named) for verb, told in SCORES.items()},
    **{verb: Sentence(*told) for verb, told in PREDICTION.items()},
    **{verb: Sentence(*told, details.named) for verb, told in RULES.items()},
    **{verb: Sentence(*told) for verb, told in PRIVACY.items()},
    **{verb: Sentence(icon, "", words, details.called) for verb, (icon, words) in KEPT.items()},
}
