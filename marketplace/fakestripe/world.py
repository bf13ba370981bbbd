"""What the fake remembers: objects by id, answers by idempotency key, its moods."""

import json
import secrets
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

KINDS = ("sessions", "intents", "charges", "refunds", "events", "answers")


@dataclass
class Chaos:
    """How the next deliveries and calls misbehave; set by the control door."""

    duplicate: int = 0
    delay: float = 0.0
    drop: bool = False
    wrong_secret: bool = False
    fail_after: int = 0
    fail_before: int = 0


@dataclass
class World:
    """All state; one lock; an optional JSON file lets a demo survive a restart."""

    path: Path | None = None
    lock: threading.RLock = field(default_factory=threading.RLock)
    chaos: Chaos = field(default_factory=Chaos)
    sessions: dict[str, Any] = field(default_factory=dict)
    intents: dict[str, Any] = field(default_factory=dict)
    charges: dict[str, Any] = field(default_factory=dict)
    refunds: dict[str, Any] = field(default_factory=dict)
    events: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    calls: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def load(cls, path: str | Path | None) -> "World":
        """The world of last time, or an empty one."""
        world = cls(path=Path(path) if path else None)
        if world.path and world.path.exists():
            for kind, rows in json.loads(world.path.read_text()).items():
                getattr(world, kind).update(rows)
        return world

    def save(self) -> None:
        """Write the file in one step; nothing without a path."""
        if self.path is None:
            return
        text = json.dumps({kind: getattr(self, kind) for kind in KINDS})
        draft = self.path.with_suffix(".new")
        draft.write_text(text)
        draft.replace(self.path)

    def reset(self) -> None:
        """Forget everything."""
        with self.lock:
            for kind in KINDS:
                getattr(self, kind).clear()
            self.calls.clear()
            self.chaos = Chaos()


def new_id(prefix: str) -> str:
    """An id like Stripe's."""
    return f"{prefix}_{secrets.token_hex(12)}"


def now() -> int:
    """Seconds, as Stripe counts them."""
    return int(time.time())
