package dev.parlando.audio.mix;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.SinkClock;
import dev.parlando.audio.sink.VirtualClockSink;
import dev.parlando.error.PlaybackException;
import org.jspecify.annotations.Nullable;

/** Plays on another sink, and cannot be opened again or written to when a test says so. */
final class UnreliableSink implements AudioSink {
    private final VirtualClockSink device;
    private int refusals;
    private int openings;
    private boolean losesOnDiscard;
    private @Nullable Thread opener;
    private @Nullable PcmFormat insisted;
    private @Nullable PlaybackException broken;

    UnreliableSink(VirtualClockSink device) {
        this.device = device;
    }

    /** Lets so many of the next openings fail. */
    void refuse(int openings) {
        refusals = openings;
    }

    void insistOn(PcmFormat format) {
        insisted = format;
    }

    void breakWith(PlaybackException error) {
        broken = error;
    }

    /** Loses the device at the moment of the next discard. */
    void loseOnDiscard() {
        losesOnDiscard = true;
    }

    /** Returns how often it was opened, or was to be, after the first time. */
    int attempts() {
        return openings - 1;
    }

    /** Returns the thread that opened it last. */
    @Nullable
    Thread opener() {
        return opener;
    }

    @Override
    public PcmFormat open(PcmFormat wanted) {
        openings++;
        opener = Thread.currentThread();
        if (refusals > 0) {
            refusals--;
            throw new PlaybackException("no such device", null);
        }
        return device.open(insisted == null ? wanted : insisted);
    }

    @Override
    public int write(short[] samples, int offsetAudioFrames, int audioFrames) {
        if (broken != null) {
            throw broken;
        }
        return device.write(samples, offsetAudioFrames, audioFrames);
    }

    @Override
    public void discard() {
        if (losesOnDiscard) {
            losesOnDiscard = false;
            device.loseDevice();
            throw PlaybackException.deviceLost("unplugged", null);
        }
        device.discard();
    }

    @Override
    public long positionAudioFrames() {
        return device.positionAudioFrames();
    }

    @Override
    public int bufferAudioFrames() {
        return device.bufferAudioFrames();
    }

    @Override
    public SinkClock clock() {
        return device.clock();
    }

    @Override
    public void close() {
        device.close();
    }
}
