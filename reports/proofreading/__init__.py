"""The proof-reader of figures in Vietnamese prose: finds what contradicts itself and keeps silent on what does not.

`proofreader.proofread(text)` is the way in. Each kind of check is a module of small functions from the sentences of a
text to findings; numbers are read by amounts.py, what they are there for by roles.py, which indicator they are a value
of by subjects.py. Where a number can be read in two ways nothing is said.
"""
