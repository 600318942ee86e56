"""What servers say when they refuse a request, each in its own words."""

import re

TOO_LONG = re.compile(
    r"context[ _-](?:length|size|limit|window)|(?:prompt|input) is too long|token count .*exceeds"
    r"|request_too_large|max_new_tokens|maximum prompt length",
    re.IGNORECASE,
)
"""A question exceeds the model's context."""
NO_CREDIT = re.compile(
    r"insufficient_quota|billing_hard_limit|billing_not_active|credit balance is too low"
    r"|insufficient[ _](?:balance|credits|funds)",
    re.IGNORECASE,
)
"""Nothing more is paid for, which asking again does not change."""
NO_FORM = re.compile(
    r"response[ _]?format|json[ _]?(?:schema|object|mode)|structured[ _]output|grammar|guided"
    r"|tool[ _]?(?:choice|use|call)|tools? (?:is|are) not|function[ _]call",
    re.IGNORECASE,
)
"""A mode of asking for the form of an answer is not known."""
LASTING = (TOO_LONG, NO_CREDIT, NO_FORM)
"""What would be the same if the question was asked again."""
