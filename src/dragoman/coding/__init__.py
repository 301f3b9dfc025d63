"""An understood report becomes statements, events, meetings, formats, agreements, claims and the conflict."""
