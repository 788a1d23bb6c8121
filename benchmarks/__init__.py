"""Figures that anyone can measure: each prints what it found, none is part of the tests' verdict."""
