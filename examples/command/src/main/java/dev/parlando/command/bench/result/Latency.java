package dev.parlando.command.bench.result;

import org.jspecify.annotations.Nullable;

/** The latencies of a stream, from its planned start. */
public enum Latency {
    /** Time to the first byte of audio. */
    TTFB("TTFB"),
    /** Time to the first byte, plus decoding and leading silence. */
    TTFA("TTFA"),
    /** Time to the first audible sample at the device. */
    EAR("time to ear"),
    /** Time to the last byte. */
    TOTAL("total");

    private final String label;

    Latency(String label) {
        this.label = label;
    }

    /** Returns the name for tables and charts. */
    public String label() {
        return label;
    }

    /** Returns the latency of a stream in microseconds, or null if it has none. */
    public @Nullable Long micros(StreamResult stream) {
        return switch (this) {
            case TTFB -> stream.ttfbMicros();
            case TTFA -> stream.ttfaMicros();
            case EAR -> stream.earMicros();
            case TOTAL -> stream.totalMicros();
        };
    }
}
