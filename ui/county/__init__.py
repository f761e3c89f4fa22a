"""县情 on screen: the county's name, units, people, and the facts that decide which duties apply."""
