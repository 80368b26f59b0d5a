# Records PCMU from a UDP port through rtpjitterbuffer until a line arrives on stdin, and prints the statistics of the buffer.
import sys

import gi

gi.require_version("Gst", "1.0")
from gi.repository import Gst  # noqa: E402

Gst.init(None)
port, recording = sys.argv[1:3]
pipeline = Gst.parse_launch(
    f'udpsrc address=127.0.0.1 port={port} caps="application/x-rtp,media=audio,clock-rate=8000,encoding-name=PCMU,payload=0" '
    "! rtpjitterbuffer name=buffer latency=200 do-lost=true ! rtppcmudepay ! mulawdec ! wavenc "
    f"! filesink location={recording}"
)
buffer = pipeline.get_by_name("buffer")
pipeline.set_state(Gst.State.PLAYING)
sys.stdin.readline()
pipeline.send_event(Gst.Event.new_eos())
message = pipeline.get_bus().timed_pop_filtered(10 * Gst.SECOND, Gst.MessageType.EOS | Gst.MessageType.ERROR)
assert message is not None and message.type == Gst.MessageType.EOS, message
stats = buffer.get_property("stats")
for name in ("num-pushed", "num-lost", "num-late", "num-duplicates", "avg-jitter"):
    print(name, stats.get_value(name), flush=True)
pipeline.set_state(Gst.State.NULL)
