"""Sets a policy document on paper by GB/T 9704-2012: pages, printer, PDF, and the dialog that previews them."""
