from events.admin import activities, awards, conferences, emulation, meetings

__all__ = ["activities", "awards", "conferences", "emulation", "meetings"]
