from events.admin import awards, conferences, meetings

__all__ = ["awards", "conferences", "meetings"]
