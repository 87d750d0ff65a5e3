"""gouji (勾稽): which figures of a Chinese government report cannot all be true."""

__version__ = "0.1.0"
