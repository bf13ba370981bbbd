"""`manage.py lift_second_step`: for the only administrator, when the phone is lost."""

from django.core.management.base import BaseCommand, CommandError

from villages.accounts.models import User
from villages.core.errors import DomainError
from villages.portal import appointments


class Command(BaseCommand):
    """Where another administrator works, `/staff/people/lost-phone/` does the same."""

    help = "Takes the second step at sign-in of an account off. Recorded, and told by mail."

    def add_arguments(self, parser) -> None:
        """Whose, and why."""
        parser.add_argument("email", help="the e-mail address of the account")
        parser.add_argument("--reason", required=True, help="what happened, for the record")

    def handle(self, *args, **options) -> None:
        """Say that it is done; an error where there is no such account or no second step."""
        user = User.objects.filter(email=options["email"].strip().lower()).first()
        if user is None:
            raise CommandError("There is no account with this address.")
        try:
            appointments.lift_second_step(user=user, reason=options["reason"])
        except DomainError as problem:
            raise CommandError(problem.message) from problem
        self.stdout.write(f"{user.email} signs in with the password alone.")
