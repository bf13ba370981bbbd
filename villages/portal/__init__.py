"""The tenant (regions, villages, people's hats) and its page tree."""
