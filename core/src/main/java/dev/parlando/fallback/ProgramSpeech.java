package dev.parlando.fallback;

import static dev.parlando.internal.option.OptionRange.checkRange;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.internal.event.EnginePool;
import dev.parlando.internal.feed.FeedRunner;
import dev.parlando.internal.live.LiveTimer;
import dev.parlando.internal.program.ProgramFeed;
import dev.parlando.internal.program.WavHeader;
import dev.parlando.speech.AudioCodec;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import dev.parlando.speech.SpeechStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A source of speech that starts a program for each request, such as {@code espeak-ng --stdin --stdout}. The program reads
 * the text from its standard input as UTF-8, and writes audio to its standard output while it speaks.
 *
 * <p>The program is started directly and not by a shell, and the text is never an argument. It is killed when its stream
 * is cancelled, when it writes nothing for 10 s, and by {@link #close()}. An exit code other than 0 fails the stream with
 * the last output of the program to its standard error.
 *
 * <p>The audio has the format of the program. Requests for another one are rejected: choose a request in the program's
 * format, such as {@code pcm_22050} for {@code espeak-ng}, or a program that converts it. Voice, model and the other
 * fields of a request are ignored, unless the command is a function of the request. There are no times of characters.
 *
 * <p>Threading: safe for use from any thread; no method blocks except {@link #close()}. Handlers are called on the threads
 * {@code parlando-program} of this object, and the function of the command on those that start the programs.
 */
public final class ProgramSpeech implements SpeechSource, AutoCloseable {
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final Duration MIN_SILENCE = Duration.ofMillis(1);
    private static final Duration MAX_SILENCE = Duration.ofMinutes(10);

    private final Function<SpeechRequest, List<String>> command;
    /** The format of the output; null for WAV. */
    private final @Nullable OutputFormat rawFormat;

    private final Duration silence;
    private final LiveTimer timer = LiveTimer.ofJdk();
    private final FeedRunner runner = new FeedRunner("program", timer);
    private final EnginePool threads = new EnginePool("parlando-program-io");

    private ProgramSpeech(
            Function<SpeechRequest, List<String>> command, @Nullable OutputFormat rawFormat, Duration silence) {
        this.command = command;
        this.rawFormat = rawFormat;
        this.silence = silence;
    }

    /** Returns a source for a program that writes a WAV file with 16-bit PCM and one channel. */
    public static ProgramSpeech wav(String... command) {
        List<String> words = List.of(command);
        return wav(request -> words);
    }

    /** Returns a source for a program that writes a WAV file, with a command that depends on the request. */
    public static ProgramSpeech wav(Function<SpeechRequest, List<String>> command) {
        return new ProgramSpeech(Objects.requireNonNull(command, "command"), null, SILENCE);
    }

    /** Returns a source for a program that writes audio of one format, such as raw samples or MP3. */
    public static ProgramSpeech raw(OutputFormat format, String... command) {
        List<String> words = List.of(command);
        return raw(format, request -> words);
    }

    /** Returns a source for a program that writes audio of one format, with a command that depends on the request. */
    public static ProgramSpeech raw(OutputFormat format, Function<SpeechRequest, List<String>> command) {
        Objects.requireNonNull(format, "format");
        return new ProgramSpeech(Objects.requireNonNull(command, "command"), format, SILENCE);
    }

    /** Returns a source for the same program with another time without output after which it is killed, 1 ms to 10 min. */
    public ProgramSpeech withSilence(Duration limit) {
        checkRange("silence", limit, MIN_SILENCE, MAX_SILENCE);
        return new ProgramSpeech(command, rawFormat, limit);
    }

    /**
     * Starts the program for a request.
     *
     * @throws InvalidRequestException if the program does not write the format of the request
     * @throws dev.parlando.error.EngineClosedException if this source is closed
     */
    @Override
    public SpeechStream stream(SpeechRequest request, ChunkHandler handler, CallOptions options) {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(handler, "handler");
        Objects.requireNonNull(options, "options");
        runner.checkOpen();
        OutputFormat requested = request.outputFormat();
        OutputFormat raw = rawFormat;
        boolean supported = raw == null
                ? requested.codec() == AudioCodec.PCM || requested.codec() == AudioCodec.WAV
                : raw.equals(requested);
        if (!supported) {
            throw new InvalidRequestException(
                    "output_format",
                    "the program does not write " + requested + "; request "
                            + (raw == null ? "PCM or WAV of its rate" : raw.value()));
        }
        WavHeader header = raw == null ? new WavHeader(requested) : null;
        ProgramFeed feed =
                new ProgramFeed(() -> command.apply(request), request.text(), header, silence, timer, threads);
        return runner.start(request, handler, options, feed);
    }

    /** Fails the running streams and kills their programs. */
    @Override
    public void close() {
        runner.close();
        threads.close();
    }
}
