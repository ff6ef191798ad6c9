from events.admin import awards, conferences, emulation, meetings

__all__ = ["awards", "conferences", "emulation", "meetings"]
