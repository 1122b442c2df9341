"""Foreign text made inert: what a ledger says can neither steer a terminal nor break a line."""

import unicodedata

# Control characters, surrogates, line separators, and the invisible marks that reorder text.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\x1b": "\\x1b"}


def inert(text: str) -> str:
    """`text` with everything invisible spelled out: a newline as \\n, an escape as \\x1b."""
    if text.isprintable():
        return text
    return "".join(_spelled(char) for char in text)


def _spelled(char: str) -> str:
    code = ord(char)
    # U+FFFE and its like are no characters: no XML may hold them.
    if unicodedata.category(char) not in _HIDDEN and code & 0xFFFE != 0xFFFE:
        return char
    if char in _NAMED:
        return _NAMED[char]
    return (
        f"\\x{code:02x}"
        if code < 0x100
        else f"\\u{code:04x}"
        if code < 0x10000
        else f"\\U{code:08x}"
    )
