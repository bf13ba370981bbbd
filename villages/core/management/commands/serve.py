"""`manage.py serve`: server, worker and timetable in one process."""

import logging
import threading

from django.core.management.base import BaseCommand

import uvicorn
from django_tasks_db.management.commands.db_worker import Worker

from villages.core import timetable


class Command(BaseCommand):
    """Everything the platform needs, on one machine."""

    help = "Serve pages and sockets, run background tasks and the timetable."

    def add_arguments(self, parser) -> None:
        """Where to listen, and what to leave to other processes."""
        parser.add_argument("--host", default="0.0.0.0")  # noqa: S104
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--only-web", action="store_true", help="leave the rest to others")

    def handle(self, *args, **options) -> None:
        """Run until interrupted; the threads end with the process."""
        stop = threading.Event()
        if not options["only_web"]:
            logging.getLogger("django_tasks_db").setLevel(logging.WARNING)
            worker = Worker(
                queue_names=["*"],
                interval=1.0,
                batch=False,
                backend_name="default",
                startup_delay=False,
                max_tasks=None,
                worker_id="serve",
                excluded_queue_names=[],
            )
            threading.Thread(target=worker.run, name="worker", daemon=True).start()
            threading.Thread(
                target=timetable.run_forever, args=(stop,), name="timetable", daemon=True
            ).start()
        self.stdout.write(f"INVIL listens on http://localhost:{options['port']}/")
        uvicorn.run(
            "invil.asgi:application",
            host=options["host"],
            port=options["port"],
            log_level="warning",
            ws="websockets-sansio",
            ws_per_message_deflate=False,
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=3,
        )
        stop.set()
