"""For the auditor: the trail, and what is asked for."""
