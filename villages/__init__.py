"""A village and its people: everything they do together."""
