"""What leaves and enters the building: exports, colleagues' files, many counties in one table, the handover."""
