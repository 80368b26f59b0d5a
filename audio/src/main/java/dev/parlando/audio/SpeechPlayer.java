package dev.parlando.audio;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.AudioDecoders;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.player.PlaybackThread;
import dev.parlando.audio.internal.player.PlayerSettings;
import dev.parlando.audio.internal.player.Utterance;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackListener;
import dev.parlando.audio.playback.QueuePosition;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.governor.Priority;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;

/**
 * Speaks: asks a source for speech and plays it while it arrives, one utterance after the other without a gap.
 *
 * <p>The audio of the next utterances is asked for while one is heard, so that it is there when its turn comes; flow control
 * holds it back until then. The device is opened in the background and kept open until {@link #close()}. How much sound is
 * waited for before an utterance begins is learned from how audio comes in. If the device is lost, it is opened again, or
 * another one, and the speech goes on where it was; after five seconds without any, what is being said fails.
 *
 * <p>Threading: every method may be called from any thread. One daemon thread, {@code parlando-play-n}, owns the sink;
 * decoding runs on the ring threads of the source.
 */
public final class SpeechPlayer implements AutoCloseable {
    /** Ready to play without a decoder, and of the quality of the voices. */
    private static final OutputFormat DEFAULT_FORMAT = OutputFormat.PCM_24000;
    /** The model with the least time to first audio. */
    private static final String DEFAULT_MODEL = "eleven_flash_v2_5";

    private final PlaybackThread playbackThread;

    SpeechPlayer(SpeechSource source, AudioSink sink, PlayerSettings settings) {
        playbackThread = new PlaybackThread(source, sink, settings);
    }

    /** Returns a player on the default sound device; a device that cannot be used fails the first utterance. */
    public static SpeechPlayer open(SpeechSource source) {
        return builder(source).open();
    }

    /** Returns a builder for a player that gets its speech from the source. */
    public static SpeechPlayerBuilder builder(SpeechSource source) {
        return new SpeechPlayerBuilder(source);
    }

    /**
     * Returns the request that {@link #say(String)} makes: format {@code pcm_24000}, model {@code eleven_flash_v2_5}, and
     * ahead of others, since somebody waits for it.
     */
    public static SpeechRequest defaultRequest(String text) {
        return SpeechRequest.builder(text)
                .outputFormat(DEFAULT_FORMAT)
                .model(DEFAULT_MODEL)
                .priority(Priority.LIVE)
                .build();
    }

    /** Returns the format that the device is opened for before anything is said. */
    static PcmFormat defaultPcmFormat() {
        return AudioDecoders.forFormat(DEFAULT_FORMAT).format();
    }

    void start() {
        playbackThread.start();
        Thread warmUp = new Thread(AudioDecoders::warmUp, "parlando-warm-up");
        warmUp.setDaemon(true);
        warmUp.start();
    }

    /** Says the text as {@link #defaultRequest} asks for it, after all that was said before. */
    public Playback say(String text) {
        return say(text, QueuePosition.LAST);
    }

    /** Says the text as {@link #defaultRequest} asks for it; otherwise as {@link #say(SpeechRequest, QueuePosition)}. */
    public Playback say(String text, QueuePosition position) {
        return say(defaultRequest(text), position);
    }

    /** Says what is asked for after all that was said before; otherwise as {@link #say(SpeechRequest, QueuePosition)}. */
    public Playback say(SpeechRequest request) {
        return say(request, QueuePosition.LAST);
    }

    /**
     * Says what is asked for when its turn comes; returns without waiting.
     *
     * @throws InvalidRequestException if the format cannot be decoded; nothing was sent then
     * @throws dev.parlando.error.EngineClosedException if the player is closed
     */
    public Playback say(SpeechRequest request, QueuePosition position) {
        OutputFormat format = request.outputFormat();
        if (!AudioDecoders.canDecode(format)) {
            throw new InvalidRequestException(
                    "output_format", "'" + format.value() + "' cannot be played; use pcm_24000 or mp3_44100_128");
        }
        return say(request, AudioDecoders.forFormat(format), position);
    }

    public Playback say(SpeechRequest request, AudioDecoder decoder, QueuePosition position) {
        Utterance utterance = new Utterance(request, decoder, playbackThread);
        playbackThread.add(utterance, position);
        return utterance;
    }

    /** Ends what is heard, with a fade, and drops all that waits. */
    public void stop() {
        playbackThread.stop();
    }

    /** Drops all that waits for its turn; what is heard goes on. */
    public void clearQueue() {
        playbackThread.clearQueue();
    }

    /** Adds one who is told from now on what happens to utterances. */
    public void addListener(PlaybackListener listener) {
        playbackThread.listeners().add(listener);
    }

    /** Removes a listener, who may still be told what has happened before. */
    public void removeListener(PlaybackListener listener) {
        playbackThread.listeners().remove(listener);
    }

    /**
     * Ends all utterances, which fail with an {@link dev.parlando.error.EngineClosedException}, and gives back the
     * thread and the device, or the sink that was given. The source stays open. Waits two seconds at most, for a device
     * that hangs. Does nothing twice.
     */
    @Override
    public void close() {
        playbackThread.close();
    }
}
