package dev.parlando.internal.option;

/** The sizes that the flow-control window of a stream may have. Stateless. */
public final class StreamWindow {
    /** The initial window of HTTP/2 (RFC 9113, section 6.9.2), which a server may use before it has read any frame. */
    public static final int MIN_BYTES = 65_535;

    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private StreamWindow() {}

    /** Rejects a window that is not 65,535 bytes to 16 MiB. */
    public static void check(int bytes) {
        OptionRange.checkRange("stream_window_bytes", bytes, MIN_BYTES, MAX_BYTES);
    }

    /** Returns the smallest credit worth a WINDOW_UPDATE. */
    public static int creditStepBytes(int windowBytes) {
        return windowBytes / 4;
    }
}
