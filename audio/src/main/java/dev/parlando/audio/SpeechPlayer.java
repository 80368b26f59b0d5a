package dev.parlando.audio;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.AudioDecoders;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.playback.AudioSink;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;

/**
 * Speaks: asks a source for speech and plays it while it arrives, one utterance after the other.
 *
 * <p>Each request is started at once, so the next utterance is ready when the one before it ends; until its turn comes
 * flow control holds it back. The device is opened in the background and kept open until {@link #close()}.
 *
 * <p>Threading: every method may be called from any thread. One daemon thread, {@code parlando-play-n}, owns the sink;
 * decoding runs on the ring threads of the source.
 */
public final class SpeechPlayer implements AutoCloseable {
    /** Ready to play without a decoder, and of the quality of the voices. */
    private static final OutputFormat DEFAULT_FORMAT = OutputFormat.PCM_24000;
    /** The model with the least time to first audio. */
    private static final String DEFAULT_MODEL = "eleven_flash_v2_5";

    private final SpeechSource source;
    private final SinkGate gate;
    private final PlayThread playThread;

    SpeechPlayer(SpeechSource source, AudioSink sink, boolean openAhead, int prefillMillis) {
        this.source = source;
        this.gate = new SinkGate(sink);
        PcmFormat usual = openAhead ? AudioDecoders.forFormat(DEFAULT_FORMAT).format() : null;
        this.playThread = new PlayThread(sink, gate, prefillMillis, usual);
    }

    /** Returns a player on the default sound device; a device that cannot be used fails the first utterance. */
    public static SpeechPlayer open(SpeechSource source) {
        return builder(source).open();
    }

    /** Returns a builder for a player that gets its speech from the source. */
    public static SpeechPlayerBuilder builder(SpeechSource source) {
        return new SpeechPlayerBuilder(source);
    }

    /** Returns the request that {@link #say(String)} makes: format {@code pcm_24000}, model {@code eleven_flash_v2_5}. */
    public static SpeechRequest defaultRequest(String text) {
        return SpeechRequest.builder(text)
                .outputFormat(DEFAULT_FORMAT)
                .model(DEFAULT_MODEL)
                .build();
    }

    void start() {
        playThread.start();
        Thread warmUp = new Thread(AudioDecoders::warmUp, "parlando-warm-up");
        warmUp.setDaemon(true);
        warmUp.start();
    }

    /** Says the text as {@link #defaultRequest} asks for it; otherwise as {@link #say(SpeechRequest)}. */
    public Playback say(String text) {
        return say(defaultRequest(text));
    }

    /**
     * Asks for speech at once and plays it after all that was said before; returns without waiting.
     *
     * @throws InvalidRequestException if the format cannot be decoded; nothing was sent then
     * @throws dev.parlando.error.EngineClosedException if the player or its source is closed
     */
    public Playback say(SpeechRequest request) {
        OutputFormat format = request.outputFormat();
        if (!AudioDecoders.canDecode(format)) {
            throw new InvalidRequestException(
                    "output_format", "'" + format.value() + "' cannot be played; use pcm_24000 or mp3_44100_128");
        }
        return say(request, AudioDecoders.forFormat(format));
    }

    Playback say(SpeechRequest request, AudioDecoder decoder) {
        Utterance utterance = new Utterance(decoder, gate, playThread::wake);
        playThread.add(utterance);
        try {
            utterance.attach(source.stream(request, utterance.feed()));
        } catch (RuntimeException | Error e) {
            utterance.stop();
            throw e;
        }
        return utterance;
    }

    /**
     * Ends all utterances, which fail with an {@link dev.parlando.error.EngineClosedException}, and gives back the
     * thread and the device, or the sink that was given. The source stays open. Waits two seconds at most, for a device
     * that hangs. Does nothing twice.
     */
    @Override
    public void close() {
        playThread.close();
    }
}
