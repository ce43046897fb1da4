"""The files of the folder and their columns: what `docs/csv-format.md` describes."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Column:
    """`type` names one of `cells.READERS`; `aliases` are other headers that mean the same.

    Without an `expected` one the rows are taken, and that it is missing is told: who can be
    invited, or who sees what, hangs on it.
    """

    name: str
    type: str
    required: bool = False
    expected: bool = False
    aliases: tuple[str, ...] = ()
    limit: int = 200


@dataclass(frozen=True, slots=True)
class File:
    """`key` are the columns that tell one row from another."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("id",)


_ID = ("crm_id", "external_id", "identifiant")
_ACCOUNT_ID = ("account", "company_id", "id_compte")
_EMAIL = Column("email", "email", aliases=("e-mail", "mail", "email_address", "courriel"))
_FIRST_NAME = ("given_name", "prénom")
_LAST_NAME = ("surname", "family_name", "nom")

USERS = File(
    "users.csv",
    (
        Column("id", "id", required=True, aliases=("user_id", *_ID)),
        Column("first_name", "name", aliases=_FIRST_NAME),
        Column("last_name", "name", aliases=_LAST_NAME),
        replace(_EMAIL, expected=True),
        Column("active", "boolean", expected=True, aliases=("is_active", "actif")),
        Column("title", "text", aliases=("job_title", "fonction")),
        Column("profile", "text", aliases=("profil",)),
        Column("team", "text", aliases=("équipe",)),
        Column("region", "text", aliases=("territory", "région")),
        Column("language", "language", aliases=("locale", "langue")),
        Column("manager_id", "id", aliases=("manager", "id_responsable")),
    ),
)
ACCOUNTS = File(
    "accounts.csv",
    (
        Column("id", "id", required=True, aliases=("account_id", *_ID)),
        Column("name", "name", required=True, aliases=("account_name", "company", "nom")),
        Column("domain", "domain", aliases=("website", "site_web", "domaine")),
        Column("industry", "text", aliases=("sector", "secteur")),
        Column("city", "text", aliases=("town", "ville")),
        Column("country", "country", aliases=("country_code", "pays")),
        Column("owner_id", "id", expected=True, aliases=("owner", "id_propriétaire")),
        Column("parent_id", "id", aliases=("parent", "id_parent")),
    ),
)
CONTACTS = File(
    "contacts.csv",
    (
        Column("id", "id", required=True, aliases=("contact_id", *_ID)),
        Column("last_name", "name", required=True, aliases=_LAST_NAME),
        Column("first_name", "name", aliases=_FIRST_NAME),
        Column("account_id", "id", expected=True, aliases=_ACCOUNT_ID),
        _EMAIL,
        Column("title", "text", aliases=("job_title", "fonction")),
        Column("department", "text", aliases=("service", "département")),
        Column("company", "text", aliases=("company_name", "société", "entreprise"), limit=400),
        Column("phone", "phone", aliases=("phone_number", "telephone", "téléphone"), limit=60),
        Column("do_not_track", "boolean", aliases=("objection", "opposition", "ne_pas_suivre")),
    ),
)
OPPORTUNITIES = File(
    "opportunities.csv",
    (
        Column("id", "id", required=True, aliases=("opportunity_id", *_ID)),
        Column("account_id", "id", required=True, aliases=_ACCOUNT_ID),
        Column("name", "name", required=True, aliases=("opportunity_name", "nom")),
        Column("status", "status", required=True, aliases=("statut",)),
        Column("stage", "text", aliases=("step", "étape"), limit=120),
        Column("amount", "amount", aliases=("value", "montant")),
        Column("currency", "currency", aliases=("currency_code", "devise")),
        Column("created_on", "date", aliases=("created_date", "créée_le")),
        Column("closes_on", "date", aliases=("close_date", "clôture_prévue")),
        Column("closed_on", "date", aliases=("closed_date", "close_le", "clôturée_le")),
    ),
)
ACCOUNT_TEAM = File(
    "account_team.csv",
    (
        Column("account_id", "id", required=True, aliases=_ACCOUNT_ID),
        Column("user_id", "id", required=True, aliases=("user", "id_utilisateur")),
        Column("role", "text", aliases=("team_role", "rôle"), limit=120),
    ),
    key=("account_id", "user_id"),
)
ACTIVITIES = File(
    "activities.csv",
    (
        Column("id", "id", required=True, aliases=("activity_id", "message_id", *_ID)),
        Column("contact_id", "id", required=True, aliases=("contact", "person_id", "id_contact")),
        Column("type", "activity_type", required=True, aliases=("activity_type", "event")),
        Column("at", "instant", required=True, aliases=("timestamp", "occurred_at", "date")),
        Column("account_id", "id", aliases=_ACCOUNT_ID),
        Column("subject", "text", aliases=("description", "objet"), limit=400),
    ),
)

FILES = {
    "users": USERS,
    "accounts": ACCOUNTS,
    "contacts": CONTACTS,
    "opportunities": OPPORTUNITIES,
    "account_team": ACCOUNT_TEAM,
    "activities": ACTIVITIES,
}
