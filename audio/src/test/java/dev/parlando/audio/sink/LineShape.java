package dev.parlando.audio.sink;

import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The behavior of the lines of one platform.
 *
 * @param blockNanos the card takes samples in blocks of this length; 0 if it takes them one by one
 * @param positionBlocks the position advances once per this number of blocks
 * @param writeLeadNanos the line accepts no samples for the next part of its buffer, as with DirectSound
 * @param serviceNanos a line that has run dry accepts no write until the next of these ticks; 0 for any write
 * @param latencyNanos the time from the position until a sample is heard
 * @param rewinds whether a flush removes the rest of the block that is being heard
 * @param driftPpm how much faster than the clock the card plays
 */
record LineShape(
        String name,
        long blockNanos,
        int positionBlocks,
        long writeLeadNanos,
        long serviceNanos,
        long latencyNanos,
        boolean rewinds,
        double driftPpm) {
    /** A card that takes sample by sample. */
    static final LineShape IDEAL = exact("ideal", 0);
    /** Windows: the cursor moves every 10 ms, and the next 30 ms of the buffer are not writable. */
    static final LineShape DIRECT_SOUND =
            new LineShape("DirectSound", millis(10), 1, millis(30), millis(400), 0, false, 0);

    static final LineShape CORE_AUDIO = exact("CoreAudio", millis(512 / 44.1));
    static final LineShape PIPEWIRE = exact("PipeWire", millis(1024 / 48.0));
    static final LineShape ALSA_HARDWARE = exact("ALSA hardware", millis(256 / 48.0));
    static final LineShape PULSE_AUDIO = new LineShape("PulseAudio", millis(10), 2, 0, 0, 0, false, 0);
    static final LineShape PULSE_AUDIO_REWINDS =
            new LineShape("PulseAudio with rewinds", millis(10), 2, 0, 0, 0, true, 0);
    static final LineShape BLUETOOTH = new LineShape("Bluetooth", millis(512 / 44.1), 1, 0, 0, millis(180), false, 0);
    /** PulseAudio's null sink with its defaults: slow, but not hung. */
    static final LineShape SLOW_NULL_SINK = exact("null sink", millis(2000));

    private static long millis(double millis) {
        return (long) (millis * TimeUnit.MILLISECONDS.toNanos(1));
    }

    private static LineShape exact(String name, long blockNanos) {
        return new LineShape(name, blockNanos, 1, 0, 0, 0, false, 0);
    }

    /** Returns the lines that play in real time. */
    static Stream<LineShape> fast() {
        return Stream.of(
                IDEAL, DIRECT_SOUND, CORE_AUDIO, PIPEWIRE, ALSA_HARDWARE, PULSE_AUDIO, PULSE_AUDIO_REWINDS, BLUETOOTH);
    }

    static Stream<LineShape> all() {
        return Stream.concat(fast(), Stream.of(SLOW_NULL_SINK));
    }

    LineShape withDrift(double ppm) {
        return new LineShape(
                name, blockNanos, positionBlocks, writeLeadNanos, serviceNanos, latencyNanos, rewinds, ppm);
    }

    @Override
    public String toString() {
        return driftPpm == 0 ? name : name + " " + driftPpm + " ppm";
    }
}
