"""帮助: the manual in the program, its pictures, and the same as a PDF."""
