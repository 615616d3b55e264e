"""litcoach: a literacy coach for classroom laptops that works with no network."""

__version__ = "0.1.0"
