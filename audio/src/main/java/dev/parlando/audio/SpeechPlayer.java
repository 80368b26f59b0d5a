package dev.parlando.audio;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.AudioDecoders;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.decode.UniformFormatDecoder;
import dev.parlando.audio.internal.gain.GainChange;
import dev.parlando.audio.internal.player.PlaybackThread;
import dev.parlando.audio.internal.player.PlayerSettings;
import dev.parlando.audio.internal.player.Utterance;
import dev.parlando.audio.internal.words.UtteranceText;
import dev.parlando.audio.playback.LevelListener;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackListener;
import dev.parlando.audio.playback.QueuePosition;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.governor.Priority;
import dev.parlando.internal.event.CallerWait;
import dev.parlando.internal.event.EngineThread;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Flow;

/**
 * A player that requests speech from a source and plays it as it arrives, one utterance after the other without a gap.
 *
 * <pre>{@code
 * try (SpeechEngine engine = SpeechEngine.create();
 *      SpeechPlayer player = SpeechPlayer.open(engine)) {
 *     Playback greeting = player.say("Good morning.");
 *     player.say("The meeting starts in five minutes.");
 *     greeting.join();
 *     player.say("Fire alarm. Please leave the building.", QueuePosition.NOW).join();
 * }
 * }</pre>
 *
 * <p>Each call returns a {@link Playback}, which pauses, stops and measures its utterance. A failure is reported there,
 * as a {@link dev.parlando.error.ParlandoException}. {@link SpeechPlayerBuilder} selects the device or a custom sink.
 *
 * <p>The audio of the next utterances is requested while one is being played, so that it is available in time. Until
 * then flow control holds their streams. The device is opened in the background and stays open until {@link #close()}.
 * The prefill of an utterance adapts to the arrival times of the audio.
 *
 * <p>If the device is lost, the player reopens it or opens another one, and the speech resumes at the same position. If
 * no device is available for five seconds, the current utterance fails.
 *
 * <p>Threading: all methods are safe for use from any thread. One daemon thread, {@code parlando-play-n}, owns the
 * sink. Decoding runs on the ring threads of the source.
 */
public final class SpeechPlayer implements AutoCloseable {
    /** Playable without a decoder, and of the native quality of the voices. */
    private static final OutputFormat DEFAULT_FORMAT = OutputFormat.PCM_24000;
    /** The model with the least time to first audio. */
    private static final String DEFAULT_MODEL = "eleven_flash_v2_5";

    /** Options of utterances without their own: priority {@link Priority#LIVE}, since a listener is waiting. */
    public static final CallOptions DEFAULT_OPTIONS = CallOptions.DEFAULT.withPriority(Priority.LIVE);

    private final PlaybackThread playbackThread;

    SpeechPlayer(SpeechSource source, AudioSink sink, PlayerSettings settings) {
        playbackThread = new PlaybackThread(source, sink, settings);
    }

    /** Returns a player for the default sound device. If the device cannot be used, the first utterance fails. */
    public static SpeechPlayer open(SpeechSource source) {
        return builder(source).open();
    }

    /** Returns a builder for a player of speech from the source. */
    public static SpeechPlayerBuilder builder(SpeechSource source) {
        return new SpeechPlayerBuilder(source);
    }

    /**
     * Returns the request used by {@link #say(String)}: format {@code pcm_24000} and model {@code eleven_flash_v2_5}.
     */
    public static SpeechRequest defaultRequest(String text) {
        return SpeechRequest.builder(text)
                .outputFormat(DEFAULT_FORMAT)
                .model(DEFAULT_MODEL)
                .build();
    }

    /** Returns the request of a live text with the settings of {@link #defaultRequest}. */
    public static SpeechRequest defaultTemplate() {
        return SpeechRequest.template()
                .outputFormat(DEFAULT_FORMAT)
                .model(DEFAULT_MODEL)
                .build();
    }

    /** Returns the format for which the device is opened in advance, with two channels, so that no stereo is folded. */
    static PcmFormat devicePcmFormat() {
        return new PcmFormat(DEFAULT_FORMAT.sampleRateHz(), 2);
    }

    void start() {
        playbackThread.start();
        EngineThread.create("parlando-warm-up", AudioDecoders::warmUp).start();
    }

    /** Speaks the text with the settings of {@link #defaultRequest}, after all queued utterances. */
    public Playback say(String text) {
        return say(text, QueuePosition.LAST);
    }

    /**
     * Speaks the text with the settings of {@link #defaultRequest}; otherwise like {@link #say(SpeechRequest, QueuePosition)}.
     */
    public Playback say(String text, QueuePosition position) {
        return say(defaultRequest(text), position);
    }

    /** Speaks the request after all queued utterances; otherwise like {@link #say(SpeechRequest, QueuePosition)}. */
    public Playback say(SpeechRequest request) {
        return say(request, QueuePosition.LAST);
    }

    /** Speaks the request with {@link #DEFAULT_OPTIONS}; otherwise like the method with options. */
    public Playback say(SpeechRequest request, QueuePosition position) {
        return say(request, position, DEFAULT_OPTIONS);
    }

    /**
     * Queues the request at a position and returns a handle to its playback without waiting.
     *
     * <p>The executor of the options also completes {@link Playback#completion()}. Their deadline starts when the audio
     * is requested, and limits its reception, not its playback.
     *
     * @throws InvalidRequestException if the format cannot be decoded, or the options have a timeline; no request was
     *     sent
     * @throws dev.parlando.error.EngineClosedException if the player is closed
     */
    public Playback say(SpeechRequest request, QueuePosition position, CallOptions options) {
        return say(UtteranceText.of(Objects.requireNonNull(request, "request")), position, options);
    }

    /**
     * Speaks the items of a publisher while they arrive, such as the tokens of a language model, with the settings of
     * {@link #defaultTemplate()}. They are requested while there is room; see {@link LiveText#subscribeTo}. A stop
     * cancels the subscription.
     */
    public Playback say(Flow.Publisher<String> text) {
        Objects.requireNonNull(text, "text");
        LiveText written = LiveText.of(defaultTemplate());
        Playback playback = say(written);
        written.subscribeTo(text);
        return playback;
    }

    /** Speaks a live text after all queued utterances; otherwise like {@link #say(LiveText, QueuePosition)}. */
    public Playback say(LiveText text) {
        return say(text, QueuePosition.LAST);
    }

    /** Speaks a live text with {@link #DEFAULT_OPTIONS}; otherwise like the method with options. */
    public Playback say(LiveText text, QueuePosition position) {
        return say(text, position, DEFAULT_OPTIONS);
    }

    /**
     * Queues a live text at a position; otherwise like {@link #say(SpeechRequest, QueuePosition, CallOptions)}. The
     * utterance ends when the writer has ended the text and all of it was played. A stop, a failure or a drop from the
     * queue {@linkplain LiveText#onCancel cancels} the text.
     */
    public Playback say(LiveText text, QueuePosition position, CallOptions options) {
        return say(UtteranceText.of(Objects.requireNonNull(text, "text")), position, options);
    }

    /** Queues an empty live text with the settings of {@link #defaultTemplate()}; otherwise like the method with a template. */
    public LiveSpeech live() {
        return live(defaultTemplate(), QueuePosition.LAST);
    }

    /**
     * Queues an empty live text at a position, and returns a handle to write it and to control its playback.
     *
     * @param template the voice and the other parameters, from {@link SpeechRequest#template()}
     * @throws InvalidRequestException as {@link LiveText#of(SpeechRequest)} and {@code say}
     * @throws dev.parlando.error.EngineClosedException if the player is closed
     */
    public LiveSpeech live(SpeechRequest template, QueuePosition position) {
        Objects.requireNonNull(position, "position");
        LiveText text = LiveText.of(Objects.requireNonNull(template, "template"));
        return new LiveSpeech(text, say(text, position));
    }

    private Playback say(UtteranceText text, QueuePosition position, CallOptions options) {
        Objects.requireNonNull(position, "position");
        if (options.timeline() != null) {
            throw new InvalidRequestException("timeline", "is started by the player; leave it out");
        }
        OutputFormat format = text.request().outputFormat();
        if (!AudioDecoders.canDecode(format)) {
            throw new InvalidRequestException(
                    "output_format", "'" + format.value() + "' cannot be played; use pcm_24000 or mp3_44100_128");
        }
        return say(text, UniformFormatDecoder.forFormat(format), position, options);
    }

    Playback say(UtteranceText text, AudioDecoder decoder, QueuePosition position, CallOptions options) {
        Utterance utterance = new Utterance(text, options, decoder, playbackThread);
        playbackThread.add(utterance, position);
        return utterance;
    }

    /** Stops the utterance being played, with a fade, and drops all waiting ones. */
    public void stop() {
        playbackThread.stop();
    }

    /** Drops all waiting utterances. The utterance being played continues. */
    public void clearQueue() {
        playbackThread.clearQueue();
    }

    /**
     * Pauses the player until {@link #resume()}, with the fade of {@link Playback#pause()}. Utterances that are queued
     * meanwhile wait, and flow control holds their streams. Pauses and holds of single utterances are independent.
     */
    public void pause() {
        playbackThread.controls().pause(true);
    }

    /** Resumes a paused player at the same position, with a fade-in. An utterance that was paused itself stays so. */
    public void resume() {
        playbackThread.controls().pause(false);
    }

    /** Returns whether the player is paused. */
    public boolean isPaused() {
        return playbackThread.controls().isPaused();
    }

    /** Returns the gain of the player, or the target of a running fade. */
    public double gain() {
        return playbackThread.controls().gain().gain();
    }

    /**
     * Sets the gain of the player, a factor from 0 (silent) to 4, by which the gain of each utterance is multiplied. The
     * change becomes audible like that of {@link Playback#gain}. Equivalent to {@link #fadeTo} over 10 ms.
     *
     * @throws InvalidRequestException if the gain is out of range
     */
    public void gain(double gain) {
        fadeTo(gain, GainChange.CLICK_FREE_FADE);
    }

    /**
     * Changes the gain of the player linearly over a period of time, measured in played samples across all utterances. A
     * change while nothing plays takes effect immediately.
     *
     * @throws InvalidRequestException if the gain is out of range or the time is negative
     */
    public void fadeTo(double gain, Duration time) {
        playbackThread.controls().fadeTo(gain, time);
    }

    /** Silences the player within 10 ms from the end of the audio in the device buffer. Playback continues inaudibly. */
    public void mute() {
        playbackThread.controls().mute(true);
    }

    /** Ends {@link #mute()} in the same way. */
    public void unmute() {
        playbackThread.controls().mute(false);
    }

    /** Returns whether the player is muted. */
    public boolean isMuted() {
        return playbackThread.controls().gain().isMuted();
    }

    /**
     * Waits until all utterances queued before this call have ended: played, stopped or failed. Each reports its failure
     * itself. Pauses prolong the wait.
     *
     * @throws dev.parlando.error.InterruptedWaitException if the thread is interrupted; playback continues
     * @throws IllegalStateException on a thread that calls chunk handlers or sinks; use {@link Playback#completion()}
     */
    public void drain() {
        EngineThread.checkMayWait("drain()", "Playback.completion()");
        CallerWait.join(playbackThread.drained());
    }

    /**
     * Waits as {@link #drain()}, no longer than a limit. Returns whether all these utterances have ended; otherwise they
     * continue.
     */
    public boolean drain(Duration limit) {
        Objects.requireNonNull(limit, "limit");
        EngineThread.checkMayWait("drain()", "Playback.completion()");
        return CallerWait.join(playbackThread.drained(), limit).isPresent();
    }

    /** Adds a listener, which receives all later events. */
    public void addListener(PlaybackListener listener) {
        playbackThread.listeners().add(listener);
    }

    /** Removes a listener, which may still receive earlier events. */
    public void removeListener(PlaybackListener listener) {
        playbackThread.listeners().remove(listener);
    }

    /** Adds a listener for the level of the audio that is played. */
    public void addLevelListener(LevelListener listener) {
        playbackThread.levels().add(listener);
        playbackThread.wake();
    }

    /** Removes a level listener, which may still receive an earlier level. */
    public void removeLevelListener(LevelListener listener) {
        playbackThread.levels().remove(listener);
    }

    /** Returns the number of events that were dropped because the listeners were too slow; see {@link PlaybackListener}. */
    public long droppedEvents() {
        return playbackThread.listeners().droppedEvents();
    }

    /**
     * Closes the player and releases its thread and its device or custom sink. Unfinished utterances fail with an
     * {@link dev.parlando.error.EngineClosedException}. The source stays open. Waits at most two seconds, for a device
     * that hangs. Repeated calls have no effect.
     */
    @Override
    public void close() {
        playbackThread.close();
    }
}
