"""The village office: the one workspace of a village's people."""
