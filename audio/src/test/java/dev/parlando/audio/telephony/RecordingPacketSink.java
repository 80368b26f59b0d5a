package dev.parlando.audio.telephony;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A sink that stores copies of the packets. Confined to the pace thread, or to the test. */
class RecordingPacketSink implements PacketSink {
    /** A copy of one packet, with the time at which it was sent. */
    @SuppressWarnings("ArrayRecordComponent") // The packets are compared by their payload.
    record Sent(long nanos, long index, long mediaTime, boolean startsTalkSpurt, boolean silence, byte[] payload) {}

    final List<Sent> packets = new ArrayList<>();
    private final LongSupplier nanoTime;
    boolean writable = true;

    @Nullable
    Executor callbacks;

    int flushes;
    int closes;

    RecordingPacketSink(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public void start(Executor shared) {
        callbacks = shared;
    }

    @Override
    public void send(Packet packet) {
        ByteBuffer buffer = packet.buffer(0);
        byte[] payload = new byte[buffer.remaining()];
        buffer.get(payload);
        packets.add(new Sent(
                nanoTime.getAsLong(),
                packet.index(),
                packet.mediaTimeSamples(),
                packet.startsTalkSpurt(),
                packet.isSilence(),
                payload));
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public void flush() {
        flushes++;
    }

    @Override
    public void close() {
        closes++;
    }

    /** Returns the packets with speech. */
    List<Sent> speech() {
        return packets.stream().filter(packet -> !packet.silence()).toList();
    }

    /** Returns the payload of all packets with speech. */
    byte[] speechBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        speech().forEach(packet -> bytes.writeBytes(packet.payload()));
        return bytes.toByteArray();
    }
}
