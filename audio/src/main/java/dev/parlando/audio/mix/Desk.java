package dev.parlando.audio.mix;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.SinkClock;
import dev.parlando.error.PlaybackException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Is where the owners of lanes and the mixing thread meet.
 *
 * <p>Threading: the mixing thread makes it and calls {@link #step} and {@link #shut}; the owners call the rest.
 * Everything is guarded by the object's lock, the sink included, so one thread at a time uses it. The lock is held for one
 * round of mixing at most; nobody waits for a device under it.
 */
final class Desk {
    private static final System.Logger LOGGER = System.getLogger(Mixer.class.getName());
    private static final long NEVER_NANOS = TimeUnit.HOURS.toNanos(1);

    private final MixOutput output;
    private final SinkClock clock;
    private final Recovery recovery;
    private final int maxSounding;
    private final int aheadMillis;
    private final int laneBufferMillis;
    private Mixdown mixdown;
    private final Thread mixing;
    /** Why no lane can be played on; it may pass, unless it is final. */
    private @Nullable PlaybackException failure;

    private boolean isFinal;
    private boolean closed;

    /**
     * Opens the sink; on the mixing thread.
     *
     * @throws PlaybackException if the sink cannot be used
     */
    Desk(AudioSink sink, PcmFormat wanted, int maxSounding, int aheadMillis, int laneBufferMillis) {
        this.aheadMillis = aheadMillis;
        this.laneBufferMillis = laneBufferMillis;
        this.maxSounding = maxSounding;
        mixing = Thread.currentThread();
        clock = sink.clock();
        output = new MixOutput(sink, wanted);
        output.begin(output.openSink());
        recovery = new Recovery(clock);
        mixdown = new Mixdown(output, aheadMillis, laneBufferMillis);
    }

    SinkClock clock() {
        return clock;
    }

    String sinkName() {
        return output.name();
    }

    /** Does what can be done now and returns how long to wait, unless it is woken. */
    long step() {
        return isOpen() ? mix() : openAgain();
    }

    private synchronized boolean isOpen() {
        return output.isOpen();
    }

    private synchronized long mix() {
        try {
            mixdown.mixWhatIsDue();
            return mixdown.rest();
        } catch (PlaybackException e) {
            lost(e);
            return 0;
        }
    }

    private void lost(PlaybackException error) {
        if (error.retryable()) {
            LOGGER.log(System.Logger.Level.WARNING, "the mixer lost its device: {0}", error.getMessage());
            recovery.begin();
        } else {
            isFinal = true;
            fail(error);
        }
    }

    private long openAgain() {
        if (isFinal() || recovery.untilNextNanos() > 0) {
            return isFinal() ? NEVER_NANOS : recovery.untilNextNanos();
        }
        try {
            found(output.openSink());
        } catch (PlaybackException e) {
            recovery.failed();
            failIfHopeless(e);
        }
        return recovery.untilNextNanos();
    }

    private synchronized boolean isFinal() {
        return isFinal;
    }

    /** Returns whether the mixing thread has nothing to do any more. */
    synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void found(PcmFormat opened) {
        if (failure == null && opened.equals(output.format())) {
            output.goOn();
            mixdown.excuse();
        } else {
            fail(PlaybackException.deviceLost(output.name() + " plays another format now", null));
            output.begin(opened);
            mixdown = new Mixdown(output, aheadMillis, laneBufferMillis);
        }
        failure = null;
        LOGGER.log(System.Logger.Level.INFO, "the mixer goes on after {0} ms", recovery.lostMillis());
    }

    private synchronized void failIfHopeless(PlaybackException error) {
        if (failure == null && recovery.isHopeless()) {
            fail(error);
        }
    }

    private void fail(PlaybackException error) {
        long heard = output.heard();
        failure = error;
        mixdown.voices().forEach(voice -> voice.fail(error, heard));
        mixdown.voices().clear();
    }

    /** Ends all lanes for good; the mixing thread, if it was not that one, is to end as well. */
    synchronized void close() {
        closed = true;
        if (!isFinal) {
            isFinal = true;
            fail(new PlaybackException("the mixer was closed", null));
        }
        LockSupport.unpark(mixing);
    }

    /** Ends all lanes because of what nobody expected. */
    synchronized void crash(RuntimeException error) {
        isFinal = true;
        fail(new PlaybackException("the mixer failed: " + error, error));
    }

    /** Closes the sink. */
    synchronized void shut() {
        output.close();
    }

    /** Returns a voice that has begun, in the format of the desk. */
    synchronized Voice begin(double gain, @Nullable Ducking ducking) {
        checkUsable();
        PcmFormat format = output.format();
        Voice voice = new Voice(
                format, format.audioFrames(laneBufferMillis), mixdown.pace().blockAudioFrames(), gain, ducking);
        mixdown.voices().add(voice);
        return voice;
    }

    /** Throws why no lane can be played on, if none can. */
    synchronized void checkUsable() {
        if (failure != null) {
            throw failure;
        }
    }

    synchronized PcmFormat format() {
        return output.format();
    }

    synchronized int write(Voice voice, short[] samples, int offsetAudioFrames, int audioFrames) {
        voice.checkAlive();
        long heard = output.heard();
        boolean mayWrite = voice.isSounding(heard) || mixdown.soundingVoices() < maxSounding;
        int taken = mayWrite ? voice.write(samples, offsetAudioFrames, audioFrames, heard) : 0;
        if (taken < audioFrames) {
            voice.waits(Thread.currentThread());
        }
        if (mixdown.wantsSamples()) {
            LockSupport.unpark(mixing);
        }
        return taken;
    }

    synchronized void discard(Voice voice) {
        voice.checkAlive();
        silence(voice);
    }

    private void silence(Voice voice) {
        try {
            mixdown.discard(voice);
        } catch (PlaybackException e) {
            lost(e);
        }
    }

    /** Silences a voice and forgets it; it is of no use any more. */
    synchronized void end(Voice voice) {
        if (mixdown.voices().contains(voice)) {
            silence(voice);
            mixdown.voices().remove(voice);
        }
        voice.fail(new PlaybackException("the lane was closed; ask the mixer for another", null), output.heard());
    }

    synchronized int leadAudioFrames() {
        return mixdown.pace().leadAudioFrames();
    }

    synchronized long position(Voice voice) {
        return voice.position(output.heard());
    }

    synchronized void fade(Voice voice, double gain, Duration time) {
        voice.fade(gain, mixdown.isSilent() ? 0 : output.format().audioFrames(time));
    }

    synchronized int underruns() {
        return mixdown.pace().underruns();
    }
}
