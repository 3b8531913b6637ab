"""The least a PySide6 program can do: a window with nothing in it, painted; prints the milliseconds since its start."""

import os
import time

from PySide6.QtWidgets import QApplication, QWidget

app = QApplication([])
window = QWidget()
window.resize(980, 680)
window.show()
app.processEvents()  # the platform exposes the window, and it is painted
print(f"{(time.time() - float(os.environ['CIC_PROBE_START'])) * 1000:.1f}", flush=True)
