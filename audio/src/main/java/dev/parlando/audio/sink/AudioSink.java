package dev.parlando.audio.sink;

import dev.parlando.audio.decode.PcmFormat;

/**
 * A destination of decoded samples that plays or stores them. Applications may implement this interface.
 *
 * <p>Shape: {@link #open} starts a run, whose audio frames are counted from 0. Any number of calls to {@link #write}
 * and {@link #discard} follow, then {@link #complete} if the audio of the run is complete. A run may contain many
 * utterances without a gap. Another {@code open} starts another run.
 *
 * <p>Units: samples are signed 16-bit, interleaved by channel; counts are audio frames, one sample per channel.
 *
 * <p>Threading: one thread at a time, the owner, calls all methods except {@link #clock()} and {@link #name()}. No
 * method blocks, except that {@code open} may wait for a device. A sink without room accepts fewer audio frames, and
 * its owner writes the rest later.
 *
 * <p>Failure: a method that throws {@link dev.parlando.error.PlaybackException} leaves the sink not open and
 * {@link #positionAudioFrames} unchanged. If the exception is
 * {@linkplain dev.parlando.error.ParlandoException#retryable() retryable}, a device was lost. The owner may then open
 * the sink again and continue with the unplayed samples.
 */
public interface AudioSink extends AutoCloseable {
    /**
     * Prepares the sink for a run, with an empty buffer and position 0. A device stays open between runs if possible.
     * May be called in advance.
     *
     * @param wanted the format of the samples to play
     * @return the format that the sink accepts, which is {@code wanted} unless the sink cannot play it
     * @throws dev.parlando.error.PlaybackException if the device or file cannot be used; the message states the remedy
     */
    PcmFormat open(PcmFormat wanted);

    /**
     * Writes as many audio frames as the sink has room for. A write into an empty sink starts playback. Writing 0 audio
     * frames checks whether the device is still present.
     *
     * @param samples the samples, in the format that {@link #open} returned, which the sink must not keep or change
     * @param offsetAudioFrames the index of the first audio frame in the array
     * @param audioFrames the number of audio frames to write
     * @return the number of audio frames accepted, or 0 if there is no room now
     * @throws IndexOutOfBoundsException if the array does not hold these audio frames; nothing is written
     * @throws IllegalStateException if the sink was not opened
     * @throws dev.parlando.error.PlaybackException if the device was lost or the file cannot be written
     */
    int write(short[] samples, int offsetAudioFrames, int audioFrames);

    /**
     * Silences all unplayed samples immediately. Afterwards {@link #positionAudioFrames} is the number of audio frames
     * played, and samples written later are counted from there.
     */
    void discard();

    /** Returns the number of audio frames of this run played so far. It only decreases in {@link #discard}. */
    long positionAudioFrames();

    /**
     * Returns the usual length of the steps in which the position advances, in audio frames. A device takes a block of
     * samples and then plays it, so that the position is ahead of the sample being heard by up to a step. Returns 0 if it is
     * not ahead, or if the length is not known yet.
     */
    default int stepAudioFrames() {
        return 0;
    }

    /**
     * Returns the maximum number of unplayed audio frames, or {@link Integer#MAX_VALUE} if the sink stores everything.
     */
    int bufferAudioFrames();

    /**
     * Returns the lead with which a sample must be written before it is played, in audio frames. A later sample is
     * played after a gap. Returns 0 for a device, which plays immediately when it is empty. The value may change with
     * the position: a sink with a latency returns the samples that it has taken and not played.
     */
    default int leadAudioFrames() {
        return 0;
    }

    /**
     * Returns the time until a write is useful, in nanoseconds, if the free space of the buffer is not sufficient for it. A
     * device that is being woken accepts no samples at first. The owner may sleep until then. Returns 0 for other sinks.
     */
    default long nanosUntilRoom() {
        return 0;
    }

    /**
     * Called when all accepted samples were played and the audio is complete. A sink that stores audio finalizes it
     * here.
     */
    default void complete() {}

    /** Returns the clock by which this sink plays. Safe from any thread. */
    default SinkClock clock() {
        return SinkClock.SYSTEM;
    }

    /** Returns the name of the output, such as that of the device. Safe from any thread. */
    default String name() {
        return getClass().getSimpleName();
    }

    /**
     * Releases the device or file. Discards unplayed samples and unfinished files, so that {@link #positionAudioFrames}
     * remains unchanged. Repeated calls have no effect.
     */
    @Override
    void close();
}
