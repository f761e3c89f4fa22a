"""The papers that leave the building: ledger, report, letters of assignment, package; and the sheet that comes back."""
