package dev.parlando.audio.mix;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.error.PlaybackException;

/**
 * Is the sink under a mixer as one stream of audio frames, whatever happens to its device: what was mixed is kept until
 * it was heard, and written again where it was lost.
 *
 * <p>Guarded by the desk, except {@link #openSink}, during which nobody else uses the sink, since it is not open.
 */
final class MixOutput {
    private final AudioSink sink;
    private PcmFormat format;
    private SampleRing history;
    private short[] scratch = new short[0];
    /** What had been heard when the sink was opened last. */
    private long playedBefore;
    /** Up to where the sink has taken what was mixed. */
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

    /** Opens the sink, which may take its time. */
    PcmFormat openSink() {
        return sink.open(format);
    }

    /** Begins anew in the format that the sink takes. */
    void start(PcmFormat opened) {
        format = opened;
        history = new SampleRing(format, format.audioFrames(MixAhead.MAX_MILLIS + 2 * MixAhead.BLOCK_MILLIS));
        scratch = new short[history.capacity() * format.channels()];
        playedBefore = 0;
        writtenAudioFrames = 0;
        open = true;
    }

    /** Goes on with what was not heard. */
    void resume() {
        open = true;
    }

    /** Returns how much has been heard of what was mixed. */
    long playedAudioFrames() {
        return open ? playedBefore + sink.positionAudioFrames() : playedBefore;
    }

    /** Returns how much has been mixed. */
    long mixedAudioFrames() {
        return history.end();
    }

    int bufferAudioFrames() {
        return sink.bufferAudioFrames();
    }

    /** Adds a block, for which there is room as long as the pace is kept. */
    void append(short[] block, int audioFrames) {
        history.dropBefore(playedAudioFrames());
        history.append(block, 0, audioFrames);
    }

    /**
     * Writes what the sink has room for; if that is nothing, the sink is asked nevertheless, since a lost device may
     * stand still.
     *
     * @throws PlaybackException if the device was lost; the sink is not open any more
     */
    void write() {
        int count = (int) (mixedAudioFrames() - writtenAudioFrames);
        history.copy(writtenAudioFrames, scratch, count);
        try {
            writtenAudioFrames += sink.write(scratch, 0, count);
        } catch (PlaybackException e) {
            markLost();
            throw e;
        }
    }

    /**
     * Silences what was not heard; afterwards everything that is mixed has been heard, whatever happens.
     *
     * @throws PlaybackException if the device was lost; the sink is not open any more
     */
    void discard() {
        try {
            if (open) {
                sink.discard();
            }
        } catch (PlaybackException e) {
            markLost();
            throw e;
        } finally {
            writtenAudioFrames = playedAudioFrames();
            history.truncateAt(writtenAudioFrames);
        }
    }

    private void markLost() {
        playedBefore = playedAudioFrames();
        writtenAudioFrames = playedBefore;
        open = false;
    }

    void close() {
        open = false;
        sink.close();
    }

    String name() {
        return sink.name();
    }
}
