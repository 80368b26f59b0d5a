package dev.parlando.audio;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.playback.AudioSink;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.PlaybackException;
import dev.parlando.telemetry.TimelineEvent;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Plays utterances on the sink, one after the other: prefill, start, bursts, drain.
 *
 * <p>Threading: confined to the play thread.
 */
final class Turn {
    private static final int BURST_MILLIS = 20;
    /**
     * How soon a resumption is repeated. One that comes before the engine has seen the answer HOLD does nothing, and
     * the engine tells nobody that it has seen it.
     */
    private static final long RESUME_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final AudioSink sink;
    private final SinkGate gate;
    private final int prefillMillis;
    private final short[] burst = new short[AudioDecoder.MAX_BLOCK_SAMPLES];
    private long prefilledAudioFrames;
    private boolean started;

    Turn(AudioSink sink, SinkGate gate, int prefillMillis) {
        this.sink = sink;
        this.gate = gate;
        this.prefillMillis = prefillMillis;
    }

    /** Plays one utterance and tells it how that went; throws nothing. */
    void play(Utterance utterance) {
        ParlandoException failure;
        try {
            failure = perform(utterance);
        } catch (ParlandoException e) {
            failure = e;
        } catch (RuntimeException | Error e) {
            failure = new PlaybackException("the sink or the decoder failed: " + e, e);
        }
        gate.takeBack();
        if (failure != null) {
            sink.stop();
        }
        utterance.finish(failure);
    }

    /** Returns what the stream failed with, after playing what came of it; null if it ended well or was ended. */
    private @Nullable ParlandoException perform(Utterance utterance) {
        prefilledAudioFrames = 0;
        started = false;
        if (!utterance.isWanted()) {
            return null;
        }
        PcmFeed feed = utterance.feed();
        // Opened for the expected format while the request is under way: that is usually the right one.
        sink.open(feed.format());
        int samples = await(utterance);
        if (samples == PcmFeed.AT_END && feed.error() != null) {
            return feed.error();
        }
        sink.open(feed.format());
        if (gate.lend(utterance)) {
            pump(utterance, samples);
            finish(utterance);
        }
        return feed.error();
    }

    private void pump(Utterance utterance, int firstSamples) {
        PcmFormat format = utterance.feed().format();
        int samples = firstSamples;
        while (samples != PcmFeed.AT_END) {
            put(utterance, format, samples / format.channels());
            samples = await(utterance);
        }
    }

    /** Waits for samples to play; {@link PcmFeed#AT_END} also if they are no longer wanted. */
    private int await(Utterance utterance) {
        PcmFeed feed = utterance.feed();
        while (utterance.isWanted()) {
            PcmFormat format = feed.format();
            int samples =
                    feed.read(burst, Math.min(burst.length, format.audioFrames(BURST_MILLIS) * format.channels()));
            boolean held = utterance.resumeIfHeld();
            if (samples != 0) {
                return samples;
            }
            if (held) {
                LockSupport.parkNanos(this, RESUME_AGAIN_NANOS);
            } else {
                LockSupport.park(this);
            }
        }
        return PcmFeed.AT_END;
    }

    private void put(Utterance utterance, PcmFormat format, int audioFrames) {
        int taken = 0;
        if (!started) {
            taken = sink.prefill(burst, audioFrames);
            prefilledAudioFrames += taken;
            if (taken < audioFrames || prefilledAudioFrames >= format.audioFrames(prefillMillis)) {
                start(utterance);
            }
        }
        while (taken < audioFrames && utterance.isWanted()) {
            int more = sink.write(burst, taken, audioFrames - taken);
            if (more == 0 && utterance.isWanted()) {
                throw new PlaybackException("the sink takes no audio although it was not stopped", null);
            }
            taken += more;
            // For a sink that takes nothing ahead; otherwise this moment has passed, and only the first mark counts.
            utterance.mark(TimelineEvent.FIRST_PLAYED);
        }
    }

    private void start(Utterance utterance) {
        sink.start();
        started = true;
        if (prefilledAudioFrames > 0) {
            utterance.mark(TimelineEvent.FIRST_PLAYED);
        }
    }

    private void finish(Utterance utterance) {
        if (!started && utterance.isWanted()) {
            start(utterance);
        }
        sink.drain();
        if (utterance.isWanted() && utterance.feed().error() == null) {
            sink.complete();
        }
    }
}
