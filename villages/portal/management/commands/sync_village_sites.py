"""`manage.py sync_village_sites`: one host a village, where INVIL_VILLAGE_DOMAIN is set."""

from django.core.management.base import BaseCommand

from villages.portal import hosts, sites


class Command(BaseCommand):
    """May be run at any time and again; also takes hosts away."""

    help = "Make, change and remove the villages' host names, as INVIL_VILLAGE_DOMAIN says."

    def handle(self, *args, **options) -> None:
        """Say what was made, changed and removed."""
        done = sites.sync_village_sites()
        for word, names in (
            ("made", done.missing),
            ("changed", done.wrong),
            ("removed", done.surplus),
        ):
            for name in names:
                self.stdout.write(f"{word} {name}")
        if not done:
            self.stdout.write("Nothing to do.")
        if not hosts.village_domain():
            self.stdout.write("INVIL_VILLAGE_DOMAIN is not set: villages have no hosts.")
