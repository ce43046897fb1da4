"""The console program `lorgnette`: its commands, in one list."""

import os

import click
import django
from django.utils.module_loading import import_string

from lorgnette.cli.unconfigured import doctor_of
from lorgnette.config.environment import Misconfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lorgnette.config.settings")

# Name, where it is, what it does. Loaded only when called: a command may import any verb.
COMMANDS = {
    "admin": ("lorgnette.cli.admin.admin", "Make administrators."),
    "audit": ("lorgnette.cli.audit.audit", "Check the audit trail, and take it out."),
    "backup": ("lorgnette.cli.backup.backup", "Copy the database while it is in use."),
    "bench": ("lorgnette.cli.bench.bench", "Measure how fast this installation is."),
    "bounce": ("lorgnette.cli.bounce.bounce", "Take in one returned mail."),
    "demo": ("lorgnette.cli.demo.demo", "Make the demo's data."),
    "doctor": ("lorgnette.cli.doctor.doctor", "Say what is misconfigured and how to mend it."),
    "invite": ("lorgnette.cli.invite.invite", "Invite sales users."),
    "match-eval": ("lorgnette.cli.match_eval.match_eval", "Measure the rules of matching."),
    "migrate": ("lorgnette.cli.migrate.migrate", "Bring the tables up to this version."),
    "predict-eval": (
        "lorgnette.cli.predict_eval.predict_eval",
        "Try whether won and lost deals can be foreseen.",
    ),
    "privacy": ("lorgnette.cli.privacy.privacy", "Note objections, and erase people."),
    "restore": ("lorgnette.cli.restore.restore", "Put a copy in the place of the database."),
    "serve": ("lorgnette.cli.serve.serve", "Serve the pages and run the worker."),
    "sources": ("lorgnette.cli.sources.sources", "Make sources of events, and their keys."),
    "sync": ("lorgnette.cli.sync.sync", "Take over what the CRM gives now."),
    "web": ("lorgnette.cli.web.web", "Serve the pages alone."),
    "worker": ("lorgnette.cli.worker.worker", "Send mail and do what else happens by itself."),
    "workspace": ("lorgnette.cli.workspace.workspace", "Show and change the company's settings."),
}
# The first of these on a new installation makes its tables.
NEED_TABLES = frozenset(
    {
        "admin",
        "audit",
        "bench",
        "invite",
        "match-eval",
        "predict-eval",
        "privacy",
        "sources",
        "sync",
        "web",
        "worker",
        "workspace",
    }
)


class Commands(click.Group):
    """Starts Django for a command, or says in words what is misconfigured."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        try:
            django.setup()
        except Misconfigured as error:
            if cmd_name == "doctor":
                return doctor_of(str(error))
            raise click.ClickException(str(error)) from None
        command: click.Command = import_string(COMMANDS[cmd_name][0])
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is about to run, on a database that has its tables."""
        name, command, rest = super().resolve_command(ctx, args)
        if name in NEED_TABLES and "--help" not in rest:
            import_string("lorgnette.cli.tables.make_first")()
        return name, command, rest

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in sorted(COMMANDS)])


@click.group(cls=Commands)
def main() -> None:
    """Lorgnette: lend your sales people Account Insight."""
