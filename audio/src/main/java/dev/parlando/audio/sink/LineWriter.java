package dev.parlando.audio.sink;

import dev.parlando.error.PlaybackException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.sound.sampled.SourceDataLine;

/**
 * The writer of one line, which passes only as many samples as the line has room for, so that no flush waits for a
 * write.
 *
 * <p>{@link SourceDataLine#write} waits on a full line in steps of a quarter of its buffer (181 ms were measured at a
 * buffer of 240 ms whose sound server was late). {@link SourceDataLine#available} returns 0 on some empty lines, and is
 * therefore queried only once the line may be full. A line that reports no room for as long as its buffer lasts is
 * written to regardless, and never queried again if it accepts the samples without waiting.
 *
 * <p>Threading: confined to the line thread. No allocation per write.
 */
final class LineWriter {
    /** The maximum duration of a write that did not wait; a waiting line sleeps for at least 10 ms. */
    private static final long IMMEDIATE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final LongSupplier nanoClock;
    private long bytesSinceEmpty;
    private long acceptedNanos;
    private boolean reportsRoom = true;

    LineWriter(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Writes the silence with which a line starts. */
    void prime(SourceDataLine line, byte[] silence) {
        line.write(silence, 0, silence.length);
        bytesSinceEmpty = silence.length;
        acceptedNanos = nanoClock.getAsLong();
    }

    /** Called when the line is empty. */
    void onEmpty() {
        bytesSinceEmpty = 0;
    }

    /** Returns whether the line still holds everything that was written since it was empty. */
    boolean holdsAll(SourceDataLine line) {
        return bytesSinceEmpty > 0 && line.getBufferSize() - line.available() >= bytesSinceEmpty;
    }

    /**
     * Takes the samples of a line that {@linkplain #holdsAll holds all} of them back into the ring, and flushes the line.
     * Returns false if that is no longer possible.
     */
    boolean takeBack(SourceDataLine line, ByteRing samples) {
        if (!samples.takeBack((int) bytesSinceEmpty)) {
            return false;
        }
        line.flush();
        onEmpty();
        return true;
    }

    /**
     * Writes the samples for which the line has room, and takes them from the ring.
     *
     * @return false if the line is full at present
     * @throws PlaybackException if the line no longer accepts samples
     */
    boolean write(SourceDataLine line, ByteRing samples) {
        int roomBytes = room(line, samples.contiguousBytes());
        long startNanos = nanoClock.getAsLong();
        boolean forced = roomBytes == 0;
        if (forced && startNanos - acceptedNanos < bufferNanos(line)) {
            return false;
        }
        int accepted = line.write(samples.array(), samples.readIndex(), forced ? samples.contiguousBytes() : roomBytes);
        if (accepted <= 0) {
            throw new PlaybackException(line.isOpen() ? "it no longer accepts samples" : "its line was closed", null);
        }
        acceptedNanos = nanoClock.getAsLong();
        reportsRoom &= !forced || acceptedNanos - startNanos > IMMEDIATE_NANOS;
        bytesSinceEmpty += accepted;
        samples.release(accepted);
        return true;
    }

    /** Returns how many of {@code wantedBytes} can be written without waiting, a multiple of the frame size. */
    private int room(SourceDataLine line, int wantedBytes) {
        if (!reportsRoom || bytesSinceEmpty + wantedBytes <= line.getBufferSize()) {
            return wantedBytes;
        }
        int frameBytes = line.getFormat().getFrameSize();
        int availableBytes = Math.max(0, line.available());
        return Math.min(wantedBytes, availableBytes - availableBytes % frameBytes);
    }

    private static long bufferNanos(SourceDataLine line) {
        double frames = (double) line.getBufferSize() / line.getFormat().getFrameSize();
        return (long) (frames / line.getFormat().getFrameRate() * TimeUnit.SECONDS.toNanos(1));
    }
}
