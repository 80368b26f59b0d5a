package dev.parlando.audio.mix;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.gain.Gain;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.SinkClock;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.PlaybackException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Is the sink of one voice that shares a line with others; {@link Mixer#lane(String)} makes it.
 *
 * <p>Whatever format is wanted, {@link #open} answers with that of the mixer. What is written is heard at once if no other
 * lane sounds, and 20 to 40 ms later otherwise. A lane that has nothing in time is silent meanwhile; nobody else is.
 *
 * <p>{@link #discard()} silences at once when no other lane sounds. Otherwise up to 40 ms that were mixed already are heard
 * out, so that no other voice has a gap, and {@link #positionAudioFrames()} counts them as heard at once. If the others are
 * silenced before that, they are not heard.
 *
 * <p>Threading: the owner of the sink calls what {@link AudioSink} has; any thread may call the rest, and close.
 *
 * <p>Failure: after the mixer was closed every use fails with a {@link PlaybackException}. A lost device is opened again by
 * the mixer, and no lane hears of it unless that takes more than 5 s.
 */
public final class MixerLane implements AudioSink {

    private final Desk desk;
    private final String name;
    private final @Nullable Ducking ducking;
    private final Consumer<MixerLane> whenClosed;
    private @Nullable Voice voice;
    private double gain = 1;
    private boolean closed;

    MixerLane(Desk desk, String name, @Nullable Ducking ducking, Consumer<MixerLane> whenClosed) {
        this.whenClosed = whenClosed;
        this.desk = desk;
        this.name = name;
        this.ducking = ducking;
    }

    /** Returns what the lane is called at its mixer. */
    public String lane() {
        return name;
    }

    /** Returns how loud the lane is, or will be when a fade is over. */
    public synchronized double gain() {
        return gain;
    }

    /**
     * Sets how loud the lane is: 1 as it came, 0 silent, up to 4; heard within 40 ms. The same as {@link #fadeTo} in
     * 10 ms, since a jump would click.
     *
     * @throws InvalidRequestException if it is out of range
     */
    public void gain(double gain) {
        fadeTo(gain, Gain.CLICK_FREE);
    }

    /**
     * Changes evenly to that gain, by the time of the mix; at once while no lane sounds.
     *
     * @throws InvalidRequestException if the gain is out of range or the time negative
     */
    public synchronized void fadeTo(double gain, Duration time) {
        Gain.check(gain, time);
        this.gain = gain;
        if (voice != null) {
            desk.fade(voice, gain, time);
        }
    }

    /**
     * Begins a run, in the format of the mixer.
     *
     * @throws PlaybackException if the lane or the mixer was closed, or the mixer has no device
     */
    @Override
    public synchronized PcmFormat open(PcmFormat wanted) {
        desk.checkUsable();
        if (closed) {
            throw new PlaybackException(name() + " was closed; ask the mixer for another", null);
        }
        if (voice != null) {
            desk.end(voice);
            voice = null;
        }
        voice = desk.begin(gain, ducking);
        return voice.format();
    }

    @Override
    public int write(short[] samples, int offsetAudioFrames, int audioFrames) {
        return desk.write(voice(), samples, offsetAudioFrames, audioFrames);
    }

    @Override
    public void discard() {
        desk.discard(voice());
    }

    @Override
    public synchronized long positionAudioFrames() {
        return voice == null ? 0 : desk.position(voice);
    }

    @Override
    public synchronized int bufferAudioFrames() {
        return voice == null ? 0 : voice.capacity();
    }

    @Override
    public int leadAudioFrames() {
        return desk.leadAudioFrames();
    }

    @Override
    public SinkClock clock() {
        return desk.clock();
    }

    @Override
    public String name() {
        return "lane '" + name + "' on " + desk.sinkName();
    }

    /** Silences the lane and gives its name back. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (voice != null) {
            desk.end(voice);
        }
        whenClosed.accept(this);
    }

    private synchronized Voice voice() {
        if (voice == null) {
            throw new IllegalStateException("open(PcmFormat) comes first");
        }
        return voice;
    }
}
