"""`manage.py establish`: what an empty platform needs to start, and its first administrator."""

import getpass
import sys

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from villages.core.errors import DomainError
from villages.portal import establishing


class Command(BaseCommand):
    """Run after `migrate`, at every start: a second run writes only what is missing."""

    help = "Regions, information pages, help and the staff's group; --admin names the first one."

    def add_arguments(self, parser) -> None:
        """The first administrator; else INVIL_ADMIN_EMAIL and INVIL_ADMIN_PASSWORD."""
        parser.add_argument("--admin", metavar="E-MAIL", help="the first national administrator")
        parser.add_argument("--name", default="", help="the administrator's name")

    def handle(self, *args, **options) -> None:
        """Say what was new."""
        made = establishing.establish()
        self.stdout.write(f"{made['regions']} regions and {made['pages']} pages are new.")
        email = options["admin"] or settings.ADMIN_EMAIL
        if email:
            self._administrator(email, options["name"], asked=bool(options["admin"]))

    def _administrator(self, email: str, name: str, *, asked: bool) -> None:
        password = settings.ADMIN_PASSWORD or None
        if password is None and asked and sys.stdin.isatty():
            password = getpass.getpass("Password (empty: the owner asks for one by e-mail): ")
        try:
            validate_email(email)
            if password:
                validate_password(password)
            user = establishing.name_administrator(
                email=email, name=name, password=password or None
            )
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from problem
        except DomainError as problem:
            # At a start that only repeats itself another administrator is no mistake.
            if asked:
                raise CommandError(problem.message) from problem
            return
        self.stdout.write(f"{user.email} is a national administrator.")
