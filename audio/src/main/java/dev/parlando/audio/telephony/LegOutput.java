package dev.parlando.audio.telephony;

import dev.parlando.audio.internal.pace.Lateness;
import dev.parlando.audio.internal.pace.PacketRing;
import org.jspecify.annotations.Nullable;

/**
 * The packets that one leg sends to its sink, with their counters. Owned by the pace thread. Cost: no allocation per
 * packet.
 */
final class LegOutput {
    private final PacketSink sink;
    private final LegCounters counters;
    private final LegPacket packet;
    private final int packetSamples;
    private @Nullable Lateness clockLateness;
    private long lateNanos;
    private boolean needsFlush;

    LegOutput(LegSettings settings, PacketSink sink, LegCounters counters) {
        this.sink = sink;
        this.counters = counters;
        this.packet = new LegPacket(settings);
        this.packetSamples = settings.packetSamples();
    }

    /** Sets the histogram of the thread. */
    void init(Lateness newClockLateness) {
        clockLateness = newClockLateness;
    }

    /** Begins a step of the clock, in which packets are late by a time. */
    void beginStep(long newLateNanos) {
        lateNanos = newLateNanos;
    }

    boolean isWritable() {
        return sink.isWritable();
    }

    /** Returns the number of packets sent. */
    long packets() {
        return packet.index();
    }

    /** Advances the media time without a packet. */
    void skip(long samples) {
        packet.skip(samples);
    }

    /** Skips packet times, which are counted. */
    void skipPackets(long count) {
        packet.skip(count * packetSamples);
        LegCounters.add(counters.skipped, count);
    }

    /** Sends the oldest packet of a ring and releases it. */
    void sendSpeech(PacketRing ring) {
        packet.set(ring);
        send();
        ring.release();
    }

    void sendSilence() {
        packet.set(null);
        LegCounters.add(counters.silence, 1);
        send();
    }

    private void send() {
        sink.send(packet);
        packet.advance(packetSamples);
        LegCounters.add(counters.packets, 1);
        counters.lateness.record(lateNanos);
        if (clockLateness != null) {
            clockLateness.record(lateNanos);
        }
        needsFlush = true;
    }

    /** Discards the packets that the far end has queued. The next one starts a talk spurt. */
    void clear() {
        packet.skip(0);
        if (sink instanceof QueueingPacketSink queueing) {
            queueing.sendClear();
            needsFlush = true;
        }
    }

    /** Marks that a mark may have been sent, which is flushed with the packets of the step. */
    void requestFlush() {
        needsFlush = true;
    }

    /** Ends a step of the clock. */
    void flush() {
        if (needsFlush) {
            needsFlush = false;
            sink.flush();
        }
    }

    void close() {
        sink.close();
    }
}
