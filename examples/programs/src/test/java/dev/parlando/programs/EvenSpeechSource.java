package dev.parlando.programs;

import dev.parlando.offline.ScriptedSource;
import dev.parlando.offline.SpeechScript;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import dev.parlando.speech.SpeechStream;
import dev.parlando.transcript.Alignment;
import dev.parlando.transcript.SpeechTiming;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A speech source whose characters all last {@value #MILLIS} ms: a tone, or silence for a blank, in {@code pcm_24000}.
 */
public final class EvenSpeechSource implements SpeechSource, AutoCloseable {
    public static final int MILLIS = 50;
    public static final int RATE_HZ = 24_000;
    /** The number of audio frames per character. */
    public static final int AUDIO_FRAMES = RATE_HZ * MILLIS / 1000;

    private final ScriptedSource source = ScriptedSource.answering(
            request -> SpeechScript.chunks(sound(request.text())).timing(timing(request.text())));

    @Override
    public SpeechStream stream(SpeechRequest request, ChunkHandler handler, CallOptions options) {
        return source.stream(request, handler, options);
    }

    @Override
    public void close() {
        source.close();
    }

    private static SpeechTiming timing(String text) {
        double[] starts = new double[text.length()];
        double[] ends = new double[text.length()];
        for (int i = 0; i < text.length(); i++) {
            starts[i] = i * MILLIS / 1000.0;
            ends[i] = (i + 1) * MILLIS / 1000.0;
        }
        List<String> characters = text.chars().mapToObj(Character::toString).toList();
        return new SpeechTiming(new Alignment(characters, starts, ends), null);
    }

    private static byte[] sound(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * AUDIO_FRAMES * text.length()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < AUDIO_FRAMES * text.length(); i++) {
            boolean blank = text.charAt(i / AUDIO_FRAMES) == ' ';
            bytes.putShort((short) (blank ? 0 : 10_000 * Math.sin(i * 2 * Math.PI * 440 / RATE_HZ)));
        }
        return bytes.array();
    }
}
