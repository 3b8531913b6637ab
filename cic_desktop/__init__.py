"""CIC Desktop: the offline-first case register of a Foreigners' Integration Centre."""

__version__ = "0.1.0"
