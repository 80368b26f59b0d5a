package dev.parlando.audio.playback;

import dev.parlando.audio.decode.PcmFormat;

/**
 * Takes decoded samples and makes them heard, or keeps them; implemented by users as well.
 *
 * <p>Shape: one utterance is {@link #open}, any number of {@link #prefill}, {@link #start}, any number of
 * {@link #write}, {@link #drain}, and {@link #complete} if all went well. Then the next {@code open} begins another. A
 * device stays open from one utterance to the next while the format stays the same.
 *
 * <p>Units: samples are signed 16-bit, interleaved by channel; counts are audio frames, one sample per channel.
 *
 * <p>Threading: one thread at a time, the owner, calls everything, with these exceptions: {@link #stop} may be called
 * from any thread while the owner is inside any other method but {@code open} and {@code close}, and
 * {@link #positionAudioFrames} and {@link #underruns} may be read from any thread. Only {@code write} and
 * {@code drain} may block for longer than a device call takes, and {@code stop} frees both.
 *
 * <p>Failure: a method that throws {@link dev.parlando.error.PlaybackException} leaves the sink as if it were not open:
 * {@code open} starts from scratch, {@code close} and {@code stop} still work and never throw.
 */
public interface AudioSink extends AutoCloseable {
    /**
     * Makes the sink ready for one utterance: nothing buffered, position 0, no underruns, not stopped. What an earlier
     * utterance left unfinished is discarded. May be called ahead of time, and again before anything is written.
     *
     * @throws dev.parlando.error.PlaybackException if the device or file cannot be used, with what to do about it
     */
    void open(PcmFormat format);

    /**
     * Takes what fits before {@link #start}, without waiting.
     *
     * @return how many audio frames were taken, fewer than asked once the buffer is full, 0 after a stop
     */
    int prefill(short[] samples, int audioFrames);

    /** Begins to play what was prefilled; does nothing after a stop. */
    void start();

    /**
     * Takes all of the samples, waiting for room as long as needed.
     *
     * @param offsetAudioFrames where in the array to begin
     * @return how many audio frames were taken: fewer than asked only after a stop, so a caller ends there
     * @throws dev.parlando.error.PlaybackException if the device was lost or the file cannot be written
     */
    int write(short[] samples, int offsetAudioFrames, int audioFrames);

    /** Waits until all that was taken has been played, or a stop, or a deadline of the sink's own has passed. */
    void drain();

    /** Is told after {@link #drain} that the utterance is whole; a sink that stores it makes it final here. */
    default void complete() {}

    /**
     * Goes silent at once and discards what has not been played; nothing is taken until the next {@link #open}. Takes a
     * few milliseconds at most; a second call does nothing.
     */
    void stop();

    /** Returns how many audio frames of this utterance have been played; after a stop, how many had been by then. */
    long positionAudioFrames();

    /** Returns how many gaps this utterance has had because the next samples came too late. */
    int underruns();

    /** Returns the size of the buffer that was granted, {@link Integer#MAX_VALUE} if the sink never waits. */
    int bufferAudioFrames();

    /** Gives back the device or file; unplayed samples and unfinished files are discarded. Does nothing twice. */
    @Override
    void close();
}
