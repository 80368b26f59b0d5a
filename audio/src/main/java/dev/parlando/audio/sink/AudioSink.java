package dev.parlando.audio.sink;

import dev.parlando.audio.decode.PcmFormat;

/**
 * Takes decoded samples and makes them heard, or keeps them; implemented by users as well.
 *
 * <p>Shape: {@link #open} begins a run, whose audio frames are counted from 0. Any number of {@link #write} and
 * {@link #discard} follow, and {@link #complete} once all that was said is whole. A run may hold many utterances without
 * a gap. Another {@code open} begins another run.
 *
 * <p>Units: samples are signed 16-bit, interleaved by channel; counts are audio frames, one sample per channel.
 *
 * <p>Threading: one thread at a time, the owner, calls everything but {@link #clock()} and {@link #name()}. Nothing waits,
 * except {@code open} for a device: a sink that has no room says so by taking less, and its owner comes again.
 *
 * <p>Failure: a method that throws {@link dev.parlando.error.PlaybackException} leaves the sink as if it were not open,
 * and {@link #positionAudioFrames} as it was. If the exception is
 * {@linkplain dev.parlando.error.ParlandoException#retryable() retryable}, a device was lost: the owner may open the
 * sink again and go on with what had not been heard.
 */
public interface AudioSink extends AutoCloseable {
    /**
     * Makes the sink ready for a run: nothing buffered, position 0. A device stays open from one run to the next where
     * it can. May be called ahead of time.
     *
     * @param wanted the format of what is to be played
     * @return the format that the sink takes, which is the one wanted unless it cannot play that
     * @throws dev.parlando.error.PlaybackException if the device or file cannot be used, with what to do about it
     */
    PcmFormat open(PcmFormat wanted);

    /**
     * Takes what there is room for; what is taken into an empty sink begins to sound. To write nothing is to ask whether
     * the device is still there.
     *
     * @param samples in the format that {@link #open} returned
     * @param offsetAudioFrames where in the array to begin
     * @param audioFrames how many there are
     * @return how many audio frames were taken, 0 if there is no room now
     * @throws dev.parlando.error.PlaybackException if the device was lost or the file cannot be written
     */
    int write(short[] samples, int offsetAudioFrames, int audioFrames);

    /**
     * Silences at once what was taken and not heard. Afterwards {@link #positionAudioFrames} is what was heard of it,
     * and what is written next is counted from there.
     */
    void discard();

    /** Returns how many audio frames of this run have been heard; never less than before, but after {@link #discard}. */
    long positionAudioFrames();

    /** Returns how many audio frames can be in the sink unheard, {@link Integer#MAX_VALUE} if it keeps all at once. */
    int bufferAudioFrames();

    /**
     * Returns how long before it is heard a sample must be there, in audio frames: later it comes after a gap. 0 for a
     * device, which sounds at once when it is empty.
     */
    default int leadAudioFrames() {
        return 0;
    }

    /** Is told when all that was taken has been heard and was whole; a sink that stores it makes it final here. */
    default void complete() {}

    /** Returns the time by which this sink plays; may be called from any thread. */
    default SinkClock clock() {
        return SinkClock.SYSTEM;
    }

    /** Returns what plays the sound, such as the name of the device; may be called from any thread. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** Gives back the device or file; unheard samples and unfinished files are discarded. Does nothing twice. */
    @Override
    void close();
}
