package dev.parlando.audio;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.player.PlayerSettings;
import dev.parlando.audio.internal.sink.SinkOptions;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.speech.SpeechSource;

/**
 * Collects the options of a {@link SpeechPlayer} and checks them in {@link #open()}.
 *
 * <p>Threading: confined to the caller.
 */
public final class SpeechPlayerBuilder {
    private static final int DEFAULT_PREFILL_MILLIS = 20;
    /** As much sound as a player is sure to hold decoded. */
    private static final int MAX_PREFILL_MILLIS = 500;

    private static final int DEFAULT_LOOK_AHEAD = 2;
    private static final int MAX_LOOK_AHEAD = 100;

    private final SpeechSource source;
    private final SinkOptions sinkOptions = new SinkOptions();
    private int prefillMillis = DEFAULT_PREFILL_MILLIS;
    private int maxPrefillMillis = MAX_PREFILL_MILLIS;
    private int lookAhead = DEFAULT_LOOK_AHEAD;
    private boolean trimLeadingSilence;

    SpeechPlayerBuilder(SpeechSource source) {
        this.source = source;
    }

    /** Plays on the device of that name; see {@link dev.parlando.audio.sink.AudioDevices#find}. */
    public SpeechPlayerBuilder device(String device) {
        sinkOptions.device(device);
        return this;
    }

    /** Asks the device for a buffer of that length, 20 to 2000 ms; 100 if not set, and below 60 gaps are likely. */
    public SpeechPlayerBuilder bufferMillis(int bufferMillis) {
        sinkOptions.bufferMillis(bufferMillis);
        return this;
    }

    /**
     * Begins to play once that much sound, 0 to 500 ms, or all of it, is there; 20 if not set. More is waited for when
     * audio was seen to come unevenly.
     */
    public SpeechPlayerBuilder prefillMillis(int prefillMillis) {
        this.prefillMillis = prefillMillis;
        return this;
    }

    /** Never waits for more sound than that before it begins, up to 500 ms, which it is if not set. */
    public SpeechPlayerBuilder maxPrefillMillis(int maxPrefillMillis) {
        this.maxPrefillMillis = maxPrefillMillis;
        return this;
    }

    /** Asks for the audio of so many utterances beyond the one that is heard, 0 to 100; 2 if not set. */
    public SpeechPlayerBuilder lookAhead(int utterances) {
        this.lookAhead = utterances;
        return this;
    }

    /**
     * Leaves out silence at the start of each utterance, all but 20 ms, and two seconds of it at most. Without this only
     * what an MP3 encoder itself adds is left out.
     */
    public SpeechPlayerBuilder trimLeadingSilence() {
        this.trimLeadingSilence = true;
        return this;
    }

    /** Plays on a sink of your own, which the player closes; excludes device and buffer. */
    public SpeechPlayerBuilder sink(AudioSink sink) {
        sinkOptions.sink(sink);
        return this;
    }

    /**
     * Returns the player, whose device is being opened in the background.
     *
     * @throws InvalidRequestException if an option is out of range or excluded by another
     */
    public SpeechPlayer open() {
        checkRange("prefillMillis", prefillMillis, MAX_PREFILL_MILLIS);
        checkRange("maxPrefillMillis", maxPrefillMillis, MAX_PREFILL_MILLIS);
        checkRange("lookAhead", lookAhead, MAX_LOOK_AHEAD);
        if (maxPrefillMillis < prefillMillis) {
            throw new InvalidRequestException(
                    "maxPrefillMillis", maxPrefillMillis + " is less than prefillMillis, " + prefillMillis);
        }
        // A sink of the caller's own is opened when its format is known, and not before.
        PcmFormat preopenFormat = sinkOptions.isUserSink() ? null : SpeechPlayer.defaultPcmFormat();
        PlayerSettings settings =
                new PlayerSettings(prefillMillis, maxPrefillMillis, lookAhead, trimLeadingSilence, preopenFormat);
        SpeechPlayer player = new SpeechPlayer(source, sinkOptions.createSink(), settings);
        player.start();
        return player;
    }

    private static void checkRange(String option, int value, int max) {
        if (value < 0 || value > max) {
            throw new InvalidRequestException(option, value + " is not from 0 to " + max);
        }
    }
}
