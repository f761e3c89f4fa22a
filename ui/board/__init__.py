"""总览: how the county stands, on one page."""
