"""How far somebody is, without the database: evidence and rules in, a standing out."""

from dataclasses import dataclass, field

READ, QUIZ = "read", "quiz"


@dataclass(frozen=True)
class Evidence:
    """What is on record for one lesson."""

    is_read: bool = False
    is_quiz_passed: bool = False

    def meets(self, asked: str) -> bool:
        """Whether it answers one demand of the rules."""
        return self.is_read if asked == READ else self.is_quiz_passed


@dataclass(frozen=True)
class Missing:
    """One thing still to do: which lesson, and what of it (`read`, `quiz`, `soon`)."""

    lesson_key: str
    what: str


@dataclass(frozen=True)
class Standing:
    """Where an enrolment stands."""

    states: dict[str, str]
    percent: int
    is_complete: bool
    missing: list[Missing] = field(default_factory=list)

    @property
    def done_count(self) -> int:
        """How many of the required lessons are done."""
        return sum(state == "done" for state in self.states.values())


def lesson_is_done(asked: list[str], evidence: Evidence) -> bool:
    """A lesson is done when everything asked of it is on record."""
    return all(evidence.meets(demand) for demand in asked)


def weigh(
    *,
    required: list[str],
    rules: dict[str, list[str]],
    evidence: dict[str, Evidence],
    done: frozenset[str] = frozenset(),
) -> Standing:
    """Judge the evidence by a frozen version of the course.

    Both sets come from that version, hence 0..100 by construction. `done` are lessons
    already completed, which no later rule takes away. A lesson nobody can open yet
    (no rule for it) is `soon`.
    """
    states: dict[str, str] = {}
    missing: list[Missing] = []
    for key in required:
        asked = rules.get(key)
        found = evidence.get(key, Evidence())
        if key in done or (asked and lesson_is_done(asked, found)):
            states[key] = "done"
            continue
        states[key] = "here" if found.is_read or found.is_quiz_passed else ""
        if asked is None:
            missing.append(Missing(key, "soon"))
        else:
            missing += [Missing(key, demand) for demand in asked if not found.meets(demand)]
    count = sum(state == "done" for state in states.values())
    percent = count * 100 // len(required) if required else 0
    is_complete = bool(required) and count == len(required)
    return Standing(states, percent, is_complete, missing)
