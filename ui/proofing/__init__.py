"""原文核对: the document beside the text it was made from, or beside any file of it."""
