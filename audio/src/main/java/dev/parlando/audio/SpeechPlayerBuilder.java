package dev.parlando.audio;

import dev.parlando.audio.playback.AudioSink;
import dev.parlando.audio.playback.LineSink;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.speech.SpeechSource;
import org.jspecify.annotations.Nullable;

/**
 * Collects the options of a {@link SpeechPlayer} and checks them in {@link #open()}.
 *
 * <p>Threading: confined to the caller.
 */
public final class SpeechPlayerBuilder {
    private static final int DEFAULT_PREFILL_MILLIS = 40;
    /** As much sound as a player is sure to hold decoded. */
    private static final int MAX_PREFILL_MILLIS = 500;

    private final SpeechSource source;
    private @Nullable AudioSink sink;
    private @Nullable String device;
    private @Nullable Integer bufferMillis;
    private int prefillMillis = DEFAULT_PREFILL_MILLIS;

    SpeechPlayerBuilder(SpeechSource source) {
        this.source = source;
    }

    /** Plays on the device of that name; see {@link dev.parlando.audio.playback.AudioDevices#find}. */
    public SpeechPlayerBuilder device(String device) {
        this.device = device;
        return this;
    }

    /** Asks the device for a buffer of that length, 20 to 2000 ms; 100 if not set, and below 60 gaps are likely. */
    public SpeechPlayerBuilder bufferMillis(int bufferMillis) {
        this.bufferMillis = bufferMillis;
        return this;
    }

    /** Begins to play once that much sound, 0 to 500 ms, or all of it, is buffered; 40 if not set. */
    public SpeechPlayerBuilder prefillMillis(int prefillMillis) {
        this.prefillMillis = prefillMillis;
        return this;
    }

    /** Plays on a sink of your own, which the player closes; excludes device and buffer. */
    public SpeechPlayerBuilder sink(AudioSink sink) {
        this.sink = sink;
        return this;
    }

    /**
     * Returns the player, whose device is being opened in the background.
     *
     * @throws InvalidRequestException if an option is out of range or excluded by another
     */
    public SpeechPlayer open() {
        if (prefillMillis < 0 || prefillMillis > MAX_PREFILL_MILLIS) {
            throw new InvalidRequestException(
                    "prefillMillis", prefillMillis + " is not from 0 to " + MAX_PREFILL_MILLIS);
        }
        // A sink of the caller's own is opened when its format is known, and not before.
        SpeechPlayer player = new SpeechPlayer(source, chooseSink(), sink == null, prefillMillis);
        player.start();
        return player;
    }

    private AudioSink chooseSink() {
        if (sink == null) {
            return new LineSink(device, bufferMillis == null ? LineSink.DEFAULT_BUFFER_MILLIS : bufferMillis);
        }
        if (device != null || bufferMillis != null) {
            throw new InvalidRequestException(
                    device != null ? "device" : "bufferMillis", "is for a sound device; a sink of your own was set");
        }
        return sink;
    }
}
