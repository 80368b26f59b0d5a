package dev.parlando.audio.telephony.asterisk;

import dev.parlando.audio.telephony.carrier.CarrierSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A socket that stores the messages as text. Confined to the test. */
final class RecordingSocket implements CarrierSocket {
    final List<String> sent = new ArrayList<>();

    @Override
    public void sendText(ByteBuffer utf8) {
        sent.add(StandardCharsets.UTF_8.decode(utf8.duplicate()).toString());
    }

    @Override
    public void sendBinary(ByteBuffer bytes) {
        sent.add(bytes.remaining() + " bytes");
    }

    @Override
    public void close(int code, String reason) {
        sent.add("close " + code);
    }
}
