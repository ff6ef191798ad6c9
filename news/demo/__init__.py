"""The demo province: Thái Bình's communes and published totals, with organisations and people that never were.

The register and the returns add up to what was printed for 2020 and 2023 (plan.py). Everything is drawn from fixed
seeds, so that two machines build the same province, and written with history, so that it can be read like real data.
"""
