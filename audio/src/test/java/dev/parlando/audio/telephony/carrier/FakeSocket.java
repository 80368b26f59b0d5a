package dev.parlando.audio.telephony.carrier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A socket that stores the messages. */
final class FakeSocket implements CarrierSocket {
    final List<String> sent = new CopyOnWriteArrayList<>();

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
        sent.add("close " + code + " " + reason);
    }
}
