package dev.parlando.audio.mix;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.audio.sink.SinkClock;
import dev.parlando.error.PlaybackException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A sink that plays on another sink and fails to open or to write on request. */
final class UnreliableSink implements AudioSink {
    private final RecordingSink device;
    private int refusals;
    private int openings;
    private boolean losesOnDiscard;
    private @Nullable CompletableFuture<Void> hangingDiscard;
    private final CountDownLatch inDiscard = new CountDownLatch(1);
    private @Nullable Thread opener;
    private @Nullable PcmFormat insisted;
    private @Nullable PlaybackException broken;

    UnreliableSink(RecordingSink device) {
        this.device = device;
    }

    /** Makes the next openings fail, {@code openings} in number. */
    void refuse(int openings) {
        refusals = openings;
    }

    void insistOn(PcmFormat format) {
        insisted = format;
    }

    void breakWith(PlaybackException error) {
        broken = error;
    }

    /** Loses the device during the next discard. */
    void loseOnDiscard() {
        losesOnDiscard = true;
    }

    /** Makes discards wait until {@code release} completes. */
    void hangInDiscard(CompletableFuture<Void> release) {
        hangingDiscard = release;
    }

    void awaitDiscard() throws InterruptedException {
        inDiscard.await();
    }

    /** Returns the number of attempts to open the sink after the first one. */
    int attempts() {
        return openings - 1;
    }

    /** Returns the thread that opened the sink last. */
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
        inDiscard.countDown();
        if (hangingDiscard != null) {
            hangingDiscard.join();
        }
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
