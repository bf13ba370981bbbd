"""Orders split per village, their states and stock."""
