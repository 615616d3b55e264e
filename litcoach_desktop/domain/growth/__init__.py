"""How readings become growth: time lines, trends, aims, groups by need, hard words and sounds."""
