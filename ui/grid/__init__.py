"""台账: every duty a row, to sort, filter, group and edit like a spreadsheet."""
