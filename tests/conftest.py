"""What holds for all tests."""

from hypothesis import settings
from sampling import THOROUGH

# How long an example takes depends on the machine and not on the code.
settings.register_profile("untimed", deadline=None)
settings.register_profile(THOROUGH, deadline=None)
settings.load_profile("untimed")
