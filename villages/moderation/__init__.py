"""Reports, the queue, decisions: hide with a reason."""
