"""A real Chromium, driven by its own protocol: keys, clicks, sizes, and what a page then shows.

Owns how it is started and spoken to, over two pipes; must not know any page.
"""

import base64
import contextlib
import json
import os
import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
_KEYS = {"Enter": (13, "\r"), "Escape": (27, ""), "Tab": (9, ""), "ArrowDown": (40, "")}


class Browser:
    """One page.  Use it in a `with`: its process ends with it."""

    def __init__(self, profile: Path) -> None:
        self.profile, self.number, self.said = profile, 0, b""

    def __enter__(self) -> "Browser":
        assert CHROMIUM
        to_read, self.write = os.pipe()
        self.read, to_write = os.pipe()
        # The protocol is spoken on 3 and 4.
        shell = f'exec 3<&{to_read} 4>&{to_write}; exec "$0" "$@"'
        fixed = ("--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe")
        self.process = subprocess.Popen(
            ["bash", "-c", shell, CHROMIUM, *fixed, f"--user-data-dir={self.profile}"],
            pass_fds=(to_read, to_write),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(to_write)
        self.session = ""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        answer = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self.session = answer["sessionId"]
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(20)
        os.close(self.write)
        os.close(self.read)

    def call(self, method: str, **words: Any) -> Any:
        """One command, and its answer; what is told in between is not listened to."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": words}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self.number:
                assert "error" not in answer, answer
                return answer["result"]

    def _next(self) -> Any:
        while b"\0" not in self.said:
            more = os.read(self.read, 1 << 20)
            assert more, "Chromium has ended"
            self.said += more
        text, _, self.said = self.said.partition(b"\0")
        return json.loads(text)

    def run(self, script: str) -> Any:
        """What a script comes to, after whatever it waits for."""
        words = {"returnByValue": True, "awaitPromise": True}
        answer = self.call("Runtime.evaluate", expression=script, **words)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def open(self, page: Path, fragment: str = "") -> None:
        """Load a file, whole."""
        for address in ("about:blank", f"{page.as_uri()}{fragment}"):
            self.call("Page.navigate", url=address)
        self.run(
            "new Promise(done => document.readyState === 'complete'"
            " ? done() : addEventListener('load', done))"
        )

    def press(self, key: str) -> None:
        """A key of the keyboard, down and up."""
        code, text = _KEYS[key]
        words = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **words)
        self.call("Input.dispatchKeyEvent", type="keyUp", **words)

    def type(self, text: str) -> None:
        """As if typed into what has the focus."""
        self.call("Input.insertText", text=text)

    def click(self, selector: str) -> None:
        """The mouse, in the middle of an element."""
        x, y = self.run(
            f"(() => {{ const one = document.querySelector({json.dumps(selector)});"
            " one.scrollIntoView({block: 'center'}); const box = one.getBoundingClientRect();"
            " return [box.x + box.width / 2, box.y + box.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            words = {"x": x, "y": y, "button": "left", "clickCount": 1}
            self.call("Input.dispatchMouseEvent", type=kind, **words)

    def pdf(self) -> bytes:
        """The page as it prints, on the paper that it asks for."""
        answer = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        return base64.b64decode(answer["data"])

    def size(self, width: int, height: int, mobile: bool = False) -> None:
        """Of the window; a phone's where `mobile`."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            **{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile},
        )
