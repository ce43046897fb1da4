"""The CRM of the cast: Aubier Systems' users, two accounts and the people there, as CSV files.

Dafydd owns Banque Fictive, Ana is on its team and owns Meunier Frères; Zoé has left, Old Tom has
no address. Claire works at Banque Fictive, Luc at Meunier Frères.
"""

import csv
from pathlib import Path

from lorgnette.crm.outcome import Outcome
from lorgnette.crm.sync import sync
from lorgnette.directory.sources import SourceInfo, ensure

USERS = """\
id,first_name,last_name,email,active,title,profile,team,region,language,manager_id
u-dafydd,Dafydd,Prys-Howell,dafydd.pryshowell@aubier.example,true,Account executive,Account Executive,Enterprise,West,en_GB,u-helene
u-ana,Ana,Lindqvist,ana.lindqvist@aubier.example,true,Directrice de comptes,Account Executive,Enterprise,Nord,fr_FR,u-helene
u-helene,Hélène,Dubreuil,helene.dubreuil@aubier.example,true,Directrice commerciale,Sales Manager,Direction,Nord,fr_FR,
u-zoe,Zoé,Martin,zoe.martin@aubier.example,false,Account executive,Account Executive,Mid-market,Nord,fr_FR,u-helene
u-tom,Tom,Old,,true,Account executive,Account Executive,Mid-market,West,en_GB,u-helene
"""  # noqa: E501
ACCOUNTS = """\
id,name,domain,industry,city,country,owner_id,parent_id
a-banque,Banque Fictive,banque-fictive.example,Banking,Lyon,FR,u-dafydd,
a-meunier,Meunier Frères,meunier.example,Food,Lille,FR,u-ana,
"""
CONTACTS = """\
id,last_name,first_name,account_id,email,title,department
c-claire,Aubert,Claire,a-banque,claire.aubert@banque-fictive.example,Head of purchasing,Purchasing
c-luc,Meunier,Luc,a-meunier,luc@meunier.example,Gérant,Direction
"""
OPPORTUNITIES = """\
id,account_id,name,status,stage,amount,currency,created_on,closes_on,closed_on
o-core,a-banque,Core renewal,open,Proposal,125000.50,EUR,2026-09-01,2026-12-31,
o-line,a-meunier,Bottling line,won,Closed,4000,EUR,2026-08-01,2026-10-01,2026-10-03
"""
ACCOUNT_TEAM = """\
account_id,user_id,role
a-banque,u-ana,Co-owner
"""
ACTIVITIES = """\
id,contact_id,type,at,account_id,subject
e-1,c-claire,web.pricing,2026-11-20T09:00:00Z,,Prices of the core
e-2,c-claire,web.pricing,2026-11-20T10:00:00Z,,Prices of the core
e-3,c-luc,form.demo,2026-11-21T23:30:00Z,,
"""
FILES = {
    "users.csv": USERS,
    "accounts.csv": ACCOUNTS,
    "contacts.csv": CONTACTS,
    "opportunities.csv": OPPORTUNITIES,
    "account_team.csv": ACCOUNT_TEAM,
    "activities.csv": ACTIVITIES,
}


class Folder:
    """The cast's folder of CSV files, to change and to synchronise again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        (self.path / name).write_text(text, encoding="utf-8", newline="")

    def write_rows(self, name: str, rows: list[dict[str, str]]) -> None:
        with (self.path / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)

    def rows(self, name: str) -> list[dict[str, str]]:
        with (self.path / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def add(self, name: str, line: str) -> None:
        with (self.path / name).open("a", encoding="utf-8", newline="") as file:
            file.write(line + "\n")

    def change(self, name: str, old: str, new: str) -> None:
        """Replaces `old`, which must be there."""
        text = (self.path / name).read_text(encoding="utf-8")
        assert old in text, old
        self.write(name, text.replace(old, new))

    def remove(self, name: str, row_id: str) -> None:
        """Removes the rows that begin with the id."""
        lines = (self.path / name).read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(f"{row_id},")]
        assert len(kept) < len(lines), row_id
        self.write(name, "".join(kept))

    @property
    def source(self) -> SourceInfo:
        return ensure("csv_folder", "Aubier’s CRM", str(self.path))

    def sync(self) -> Outcome:
        return sync(self.source.ref)
