package dev.parlando.audio.mix;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.queue.SampleRing;
import dev.parlando.audio.internal.sink.SinkNames;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.error.PlaybackException;

/**
 * The sink of a mixer, presented as one continuous stream of audio frames even if the device is lost. Mixed samples are
 * kept until they are played, and written again if the device loses them.
 *
 * <p>Guarded by the lock of {@link MixerState}, except {@link #openSink}. While that method runs, the sink is not open, so no
 * other thread uses it.
 */
final class MixOutput {
    private final AudioSink sink;
    private PcmFormat format;
    private SampleRing history;
    private short[] scratch = new short[0];
    /** The number of audio frames that were played before the sink was last opened. */
    private long playedBefore;
    /** The position up to which the sink has accepted mixed audio frames. */
    private long writtenAudioFrames;

    private boolean open;

    MixOutput(AudioSink sink, PcmFormat wanted) {
        this.sink = sink;
        format = wanted;
        history = new SampleRing(wanted, 0);
    }

    PcmFormat format() {
        return format;
    }

    boolean isOpen() {
        return open;
    }

    /** Opens the sink, which may block. */
    PcmFormat openSink() {
        return sink.open(format);
    }

    /** Starts a new stream in the format that the sink accepted. */
    void start(PcmFormat opened) {
        format = opened;
        history = new SampleRing(format, format.audioFrames(MixAhead.MAX_MILLIS + 2 * MixAhead.BLOCK_MILLIS));
        scratch = new short[history.capacity() * format.channels()];
        playedBefore = 0;
        writtenAudioFrames = 0;
        open = true;
    }

    /** Continues with the audio frames that were not played. */
    void resume() {
        open = true;
    }

    /** Returns the number of mixed audio frames that were played. */
    long playedAudioFrames() {
        return open ? playedBefore + sink.positionAudioFrames() : playedBefore;
    }

    /** Returns the number of mixed audio frames that were played. Never fails, unlike a broken sink. */
    long lastPlayedAudioFrames() {
        try {
            return playedAudioFrames();
        } catch (RuntimeException | Error e) {
            return writtenAudioFrames; // Later positions are unknown.
        }
    }

    /** Returns the number of mixed audio frames. */
    long mixedAudioFrames() {
        return history.end();
    }

    int stepAudioFrames() {
        return sink.stepAudioFrames();
    }

    int bufferAudioFrames() {
        return sink.bufferAudioFrames();
    }

    /** Appends a block, which fits as long as the limit of {@link MixAhead} is respected. */
    void append(short[] block, int audioFrames) {
        history.dropBefore(playedAudioFrames());
        history.append(block, 0, audioFrames);
    }

    /**
     * Writes as many audio frames as the sink has room for. Calls the sink even if there is nothing to write, since
     * this detects a lost device whose position no longer advances.
     *
     * @throws PlaybackException if the device was lost; the sink is then no longer open
     */
    void write() {
        int count = (int) (mixedAudioFrames() - writtenAudioFrames);
        history.copy(writtenAudioFrames, scratch, count);
        try {
            writtenAudioFrames += sink.write(scratch, 0, count);
        } catch (PlaybackException e) {
            endRun();
            throw e;
        }
    }

    /**
     * Discards the unplayed audio frames. Afterwards all mixed audio frames count as played, even if the sink fails.
     *
     * @throws PlaybackException if the device was lost; the sink is then no longer open
     */
    void discard() {
        try {
            if (open) {
                sink.discard();
            }
        } catch (PlaybackException e) {
            endRun();
            throw e;
        } finally {
            writtenAudioFrames = playedAudioFrames();
            history.truncateAt(writtenAudioFrames);
        }
    }

    /** Ends the run of the sink, which is then no longer open. Unplayed audio frames will be written again. */
    void endRun() {
        playedBefore = playedAudioFrames();
        writtenAudioFrames = playedBefore;
        open = false;
    }

    void close() {
        open = false;
        sink.close();
    }

    String name() {
        return SinkNames.of(sink);
    }
}
