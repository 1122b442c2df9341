"""Office Open XML workbooks (.xlsx, .xlsm), transitional and strict; macros are never looked at."""
