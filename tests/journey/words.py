"""The labels of the main job, in both languages: they are a contract."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """What a person sees and clicks on the way."""

    language: str
    users_roles: str
    sales_users: str
    invite: str
    by_crm: str
    by_email: str
    crm_user: str
    first_name: str
    last_name: str
    email: str
    expires: str
    never: str
    end_of_year: str
    next: str
    send: str
    password: str
    accept: str
    accounts: str


ENGLISH = Words(
    language="en",
    users_roles="Users & Roles",
    sales_users="Sales Users",
    invite="Invite New Sales User",
    by_crm="Invite by CRM",
    by_email="Invite User by email",
    crm_user="CRM User",
    first_name="First name",
    last_name="Last name",
    email="Email",
    expires="Access expires",
    never="Never",
    end_of_year="End of year",
    next="Next",
    send="Send",
    password="Password",
    accept="Accept with this password",
    accounts="Accounts",
)
FRENCH = Words(
    language="fr",
    users_roles="Utilisateurs et rôles",
    sales_users="Utilisateurs commerciaux",
    invite="Inviter un nouvel utilisateur commercial",
    by_crm="Invitation par CRM",
    by_email="Inviter un utilisateur par courrier électronique",
    crm_user="Utilisateur CRM",
    first_name="Prénom",
    last_name="Nom",
    email="Adresse électronique",
    expires="Date d’expiration de l’accès",
    never="Jamais",
    end_of_year="Fin d’année",
    next="Suivant",
    send="Envoyer",
    password="Mot de passe",
    accept="Accepter avec ce mot de passe",
    accounts="Comptes cibles",
)
