"""The market's desk of the platform's staff, under `/staff/shop/`; a village has its stall."""
