from events.admin import awards, conferences, emulation

__all__ = ["awards", "conferences", "emulation"]
