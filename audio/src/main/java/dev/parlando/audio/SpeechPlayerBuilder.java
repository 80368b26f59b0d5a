package dev.parlando.audio;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.player.PlayerSettings;
import dev.parlando.audio.internal.sink.SinkOptions;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.speech.SpeechSource;
import java.util.Objects;

/**
 * A builder of {@link SpeechPlayer}s, which validates its options in {@link #open()}.
 *
 * <p>Threading: confined to the caller.
 */
public final class SpeechPlayerBuilder {
    private static final int DEFAULT_PREFILL_MILLIS = 20;
    /** The length of decoded audio for which a player always has room. */
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
        this.source = Objects.requireNonNull(source, "source");
    }

    /** Selects the device by name; see {@link dev.parlando.audio.sink.AudioDevices#find}. */
    public SpeechPlayerBuilder device(String device) {
        sinkOptions.device(device);
        return this;
    }

    /**
     * Sets the requested length of the device buffer, from 20 to 2000 ms. The default is 100 ms; gaps are likely below
     * 60 ms.
     */
    public SpeechPlayerBuilder bufferMillis(int bufferMillis) {
        sinkOptions.bufferMillis(bufferMillis);
        return this;
    }

    /**
     * Sets the time by which the device or sink plays later than it reports, from 0 to 2000 ms. The default is 0. Bluetooth
     * devices take 100 to 300 ms. Positions, words and levels are reported later by this time. Audio that the device has
     * accepted cannot be recalled, so a stop or a pause is heard later, too.
     */
    public SpeechPlayerBuilder latencyMillis(int latencyMillis) {
        sinkOptions.latencyMillis(latencyMillis);
        return this;
    }

    /**
     * Sets the length of the silence that is played before speech if the device was idle for a second, from 0 to 2000 ms.
     * The default is 0. Devices behind HDMI or Bluetooth may sleep while nothing plays, and lose the first 200 to 500 ms.
     * Speech after an idle time is heard later by this time; positions and words stay exact.
     */
    public SpeechPlayerBuilder leadInMillis(int leadInMillis) {
        sinkOptions.leadInMillis(leadInMillis);
        return this;
    }

    /**
     * Sets the prefill, from 0 to 500 ms. The default is 20 ms. An utterance starts when this length of audio, or all
     * of its audio, is available. The player raises the prefill when audio arrives irregularly.
     */
    public SpeechPlayerBuilder prefillMillis(int prefillMillis) {
        this.prefillMillis = prefillMillis;
        return this;
    }

    /** Sets the maximum prefill, up to 500 ms, which is the default. */
    public SpeechPlayerBuilder maxPrefillMillis(int maxPrefillMillis) {
        this.maxPrefillMillis = maxPrefillMillis;
        return this;
    }

    /**
     * Sets the number of utterances after the current one whose audio is requested in advance, from 0 to 100. The
     * default is 2.
     */
    public SpeechPlayerBuilder lookAhead(int utterances) {
        this.lookAhead = utterances;
        return this;
    }

    /**
     * Trims up to two seconds of silence at the start of each utterance and keeps its last 20 ms. By default only the
     * encoder delay of MP3 is removed.
     */
    public SpeechPlayerBuilder trimLeadingSilence() {
        this.trimLeadingSilence = true;
        return this;
    }

    /**
     * Sets a custom sink, which the player closes. Excludes {@link #device}, {@link #bufferMillis} and
     * {@link #leadInMillis}.
     */
    public SpeechPlayerBuilder sink(AudioSink sink) {
        sinkOptions.sink(sink);
        return this;
    }

    /**
     * Returns the player. Its device is opened in the background.
     *
     * @throws InvalidRequestException if an option is out of range or excluded by another option
     * @throws dev.parlando.error.PlaybackException if the custom sink fails to return its clock; the sink is then closed
     */
    public SpeechPlayer open() {
        checkRange("prefillMillis", prefillMillis, MAX_PREFILL_MILLIS);
        checkRange("maxPrefillMillis", maxPrefillMillis, MAX_PREFILL_MILLIS);
        checkRange("lookAhead", lookAhead, MAX_LOOK_AHEAD);
        if (maxPrefillMillis < prefillMillis) {
            throw new InvalidRequestException(
                    "maxPrefillMillis", maxPrefillMillis + " is less than prefillMillis, " + prefillMillis);
        }
        // A custom sink is opened only when the format of the audio is known.
        PcmFormat preopenFormat = sinkOptions.isUserSink() ? null : SpeechPlayer.devicePcmFormat();
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
