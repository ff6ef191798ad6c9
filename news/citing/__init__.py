"""Figures cited in posts: written as marks, bound to the figure they tell, corrected by errata."""
