package dev.parlando.audio.sink;

import dev.parlando.error.PlaybackException;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.SourceDataLine;

/**
 * A line that counts the audio frames it has played, from positions that are not always right.
 *
 * <p>{@link SourceDataLine#getLongFramePosition} counts the initial silence and flushed audio frames as played. Two
 * errors were found, and both are recognizable, since a position lies between the highest one so far and the number of
 * accepted audio frames:
 *
 * <ul>
 *   <li>PulseAudio reports whole buffers too much after a flush or an underrun.
 *   <li>DirectSound falls back by almost two seconds when the line has run dry.
 * </ul>
 *
 * <p>It also accepts only as many samples as it has room for, so that no flush waits for a write.
 * {@link SourceDataLine#write} waits on a full line in steps of a quarter of its buffer (181 ms were measured at a
 * buffer of 240 ms whose sound server was late). {@link SourceDataLine#available} returns 0 on some empty lines, and a
 * query of a dry line of PulseAudio makes it wait for a full buffer. A line is therefore queried only if it may be full.
 * A line of DirectSound that has run dry accepts no samples, so it is flushed.
 *
 * <p>Threading: confined to the line thread. No allocation per call.
 */
final class CountedLine {
    /** The maximum error of a position that is not wrong. DirectSound cursors were seen to move back by a few samples. */
    private static final int JITTER_MILLIS = 5;

    private final SourceDataLine line;
    private final boolean serviced;
    private final int frameBytes;
    private final int bufferAudioFrames;
    private final long jitterAudioFrames;
    /** The audio frames that the line has accepted, played or flushed; it reports at most this position. */
    private long acceptedAudioFrames;
    /** The highest plausible position of the line. */
    private long reachedAudioFrames;
    /** The part of the position that stands for no sample of the owner: initial silence and flushed audio frames. */
    private long uncountedAudioFrames;

    private long primedAudioFrames;
    private long flushedAudioFrames;

    /**
     * Wraps a line that is not started.
     *
     * @param serviced whether a dry line accepts no samples before it is flushed or serviced, as with DirectSound, which
     *     services it every 400 ms
     */
    CountedLine(SourceDataLine line, boolean serviced) {
        AudioFormat format = line.getFormat();
        this.line = line;
        this.serviced = serviced;
        this.frameBytes = format.getFrameSize();
        this.bufferAudioFrames = line.getBufferSize() / frameBytes;
        this.jitterAudioFrames = (long) (format.getFrameRate() * JITTER_MILLIS / 1000);
    }

    /** Starts the line with silence in its buffer, up to the length of the buffer. */
    void start(int silentAudioFrames) {
        byte[] silence = new byte[Math.min(silentAudioFrames, bufferAudioFrames) * frameBytes];
        write(silence, 0, silence.length);
        primedAudioFrames = acceptedAudioFrames;
        uncountedAudioFrames = acceptedAudioFrames;
        line.start();
    }

    private int write(byte[] source, int offset, int length) {
        int accepted = line.write(source, offset, length);
        acceptedAudioFrames += Math.max(0, accepted) / frameBytes;
        return accepted;
    }

    /**
     * Writes the samples for which the line has room, and marks them as sent in the ring.
     *
     * @return false if the line is full at present
     * @throws PlaybackException if the line no longer accepts samples
     */
    boolean write(ByteRing samples) {
        int roomBytes = roomBytes(samples.contiguousBytes());
        if (roomBytes == 0) {
            return false;
        }
        int accepted = write(samples.array(), samples.readIndex(), roomBytes);
        if (accepted <= 0) {
            throw new PlaybackException(line.isOpen() ? "it no longer accepts samples" : "its line was closed", null);
        }
        samples.send(accepted);
        return true;
    }

    /** Returns how many of {@code wantedBytes} can be written without waiting, a multiple of the frame size. */
    private int roomBytes(int wantedBytes) {
        if (serviced) {
            flushIfDry();
        } else if ((acceptedAudioFrames - reachedAudioFrames) * frameBytes + wantedBytes <= bufferBytes()) {
            return wantedBytes;
        }
        return isEmpty() ? wantedBytes : Math.min(wantedBytes, availableBytes());
    }

    private void flushIfDry() {
        updatePlayed();
        boolean dry = isEmpty() || acceptedAudioFrames == primedAudioFrames;
        if (dry && availableBytes() == 0) {
            flush();
        }
    }

    /** Discards the unplayed samples, as of the last update. */
    void flush() {
        long played = playedAudioFrames();
        line.flush();
        flushedAudioFrames += acceptedAudioFrames - reachedAudioFrames;
        reachedAudioFrames = acceptedAudioFrames;
        uncountedAudioFrames = acceptedAudioFrames - played;
    }

    void close() {
        line.flush();
        line.close();
    }

    /** Queries the position, and returns {@link #playedAudioFrames}. */
    long updatePlayed() {
        long reported = line.getLongFramePosition();
        if (serviced && reported < reachedAudioFrames - jitterAudioFrames) {
            reachedAudioFrames = acceptedAudioFrames; // It has fallen back, and is therefore dry.
        } else {
            long excess = Math.max(0, reported - acceptedAudioFrames);
            long excessBuffers = (excess + bufferAudioFrames - 1) / bufferAudioFrames;
            reachedAudioFrames = Math.max(reachedAudioFrames, reported - excessBuffers * bufferAudioFrames);
        }
        return playedAudioFrames();
    }

    /** Returns the number of samples played until the last update, in audio frames. Never decreases. */
    long playedAudioFrames() {
        return Math.max(0, reachedAudioFrames - uncountedAudioFrames);
    }

    /** Returns the number of audio frames taken from the line until the last update, including initial silence. */
    long takenAudioFrames() {
        return reachedAudioFrames - flushedAudioFrames;
    }

    /** Returns whether all samples were played at the last update. */
    boolean isEmpty() {
        return reachedAudioFrames == acceptedAudioFrames;
    }

    /** Returns whether the line still holds all samples that it held at the last update. */
    boolean holdsAll() {
        return heldBytes() > 0 && bufferBytes() - availableBytes() >= heldBytes();
    }

    /**
     * Takes the samples that the line holds back into the ring, and flushes the line. Does nothing if the ring has not kept
     * all of them.
     */
    void takeBack(ByteRing samples) {
        if (samples.takeBack(heldBytes())) {
            flush();
        }
    }

    /** Returns the size of the samples that the line held at the last update, without initial silence. */
    private int heldBytes() {
        return (int) (acceptedAudioFrames - Math.max(reachedAudioFrames, primedAudioFrames)) * frameBytes;
    }

    /** Returns the reported room in bytes, a multiple of the frame size. */
    int availableBytes() {
        int available = Math.max(0, line.available());
        return available - available % frameBytes;
    }

    int bufferBytes() {
        return line.getBufferSize();
    }

    /** Returns the length of the buffer. Safe from any thread. */
    int bufferAudioFrames() {
        return bufferAudioFrames;
    }

    long bufferNanos() {
        return (long) (bufferAudioFrames / (double) line.getFormat().getFrameRate() * 1e9);
    }
}
