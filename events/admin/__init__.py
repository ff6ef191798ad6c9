from events.admin import awards, conferences

__all__ = ["awards", "conferences"]
