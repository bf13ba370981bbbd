"""What kinds of things can be found, in words; registered by the apps that put them."""

_kinds: dict[str, str] = {}


def register_kind(kind: str, label: str) -> None:
    """Name a kind of findable thing."""
    _kinds[kind] = label


def kinds() -> dict[str, str]:
    """The kinds with their labels, in order of registration."""
    return dict(_kinds)


def label_of(kind: str) -> str:
    """The label of a kind, or nothing."""
    return _kinds.get(kind, "")
